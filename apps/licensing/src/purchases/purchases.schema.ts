import type { Actor } from '@seatkeeper/contracts';
import { defineCollection, leaseField, type Stored, type StoredLease } from '@seatkeeper/mongo';
import { purchaseLease } from './purchase-lease.js';

/** What an operator said of a purchase that was wrong. The last one is being carried out while the purchase is `correcting`. */
export interface StoredCorrection {
  /** The command. */
  id: string;
  from: number;
  to: number;
  reason: string;
  by: Actor;
  operatorAccountId: string;
  at: Date;
  /** The call that wanted it, so that what is told of it names it, also when a sweeper tells it. */
  requestId?: string;
}

/** One purchase. `_id` is `<accountId>/<purchaseId>`, so that a purchase is known however often it is told. */
export interface StoredPurchase extends Stored {
  purchaseId: string;
  origin: 'billing' | 'trial' | 'order';
  product: string;
  /** As it was told first, whatever was corrected since: told again, it is the same purchase. */
  quantity: number;
  actor: { type: 'user' | 'billing' | 'system'; id: string };
  /** `received`: its seats may be there in part. `applied`: all of them are. `correcting`: some come or go. */
  state: 'received' | 'applied' | 'correcting';
  receivedAt: Date;
  appliedAt?: Date;
  /** The event of a billing system that told of it first. */
  eventId?: string;
  /** What was cancelled of it, by the id of the cancellation: never more than it had. */
  cancellations?: { id: string; quantity: number }[];
  corrections?: StoredCorrection[];
  /** Who adds its seats, or corrects them; there until that is done. */
  lease?: StoredLease;
}

const correction = {
  _id: false,
  id: { type: String, required: true },
  from: { type: Number, required: true },
  to: { type: Number, required: true },
  reason: { type: String, required: true },
  by: { type: Object, required: true },
  operatorAccountId: { type: String, required: true },
  at: { type: Date, required: true },
  requestId: { type: String },
};

export const purchases = defineCollection<StoredPurchase>({
  name: 'purchases',
  fields: {
    purchaseId: { type: String, required: true },
    origin: { type: String, enum: ['billing', 'trial', 'order'], required: true },
    product: { type: String, required: true },
    quantity: { type: Number, required: true },
    actor: { type: Object, required: true },
    state: { type: String, enum: ['received', 'applied', 'correcting'], required: true },
    receivedAt: { type: Date, required: true },
    appliedAt: { type: Date },
    eventId: { type: String },
    cancellations: { type: [{ _id: false, id: String, quantity: Number }], default: undefined },
    corrections: { type: [correction], default: undefined },
    lease: leaseField,
  },
  indexes: [purchaseLease.index, { name: 'newest', keys: { accountId: 1, receivedAt: -1, _id: -1 } }],
});
