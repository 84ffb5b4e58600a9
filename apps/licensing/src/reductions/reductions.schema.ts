import { defineCollection, leaseField, type Stored, type StoredLease } from '@seatkeeper/mongo';
import { reductionLease } from './reduction-lease.js';

/** Seats that go. `_id` is `<accountId>/<reductionId>`, so that a reduction is known however often it is told. */
export interface StoredReduction extends Stored {
  reductionId: string;
  /** A cancellation that a billing system told of, a booking whose day has come, or a purchase that an operator corrected. */
  origin: 'billing' | 'booking' | 'correction';
  product: string;
  quantity: number;
  actor: { type: 'user' | 'billing' | 'system'; id: string };
  /**
   * `waiting`: for the purchase that is cancelled. `in-force`: the account has that many seats fewer, though some may be
   * held still. `settled`: all of them are gone.
   */
  state: 'waiting' | 'in-force' | 'settled';
  receivedAt: Date;
  /** The purchase that is cancelled, and the event that told of it first. */
  purchaseId?: string;
  eventId?: string;
  /** Who takes the free seats away; there while it is in force. */
  lease?: StoredLease;
}

export const reductions = defineCollection<StoredReduction>({
  name: 'reductions',
  fields: {
    reductionId: { type: String, required: true },
    origin: { type: String, enum: ['billing', 'booking', 'correction'], required: true },
    product: { type: String, required: true },
    quantity: { type: Number, required: true },
    actor: { type: Object, required: true },
    state: { type: String, enum: ['waiting', 'in-force', 'settled'], required: true },
    receivedAt: { type: Date, required: true },
    purchaseId: { type: String },
    eventId: { type: String },
    lease: leaseField,
  },
  indexes: [
    reductionLease.index,
    { name: 'in-force', keys: { accountId: 1, receivedAt: 1 }, where: { state: 'in-force' } },
    { name: 'waiting', keys: { accountId: 1, purchaseId: 1 }, where: { state: 'waiting' } },
  ],
});
