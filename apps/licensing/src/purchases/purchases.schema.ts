import { defineCollection, leaseField, type Stored, type StoredLease } from '@seatkeeper/mongo';
import { purchaseLease } from './purchase-lease.js';

/** One purchase. `_id` is `<accountId>/<purchaseId>`, so that a purchase is known however often it is told. */
export interface StoredPurchase extends Stored {
  purchaseId: string;
  origin: 'billing' | 'trial' | 'order';
  product: string;
  quantity: number;
  actor: { type: 'user' | 'billing' | 'system'; id: string };
  /** `received`: its seats may be there in part. `applied`: all of them are. */
  state: 'received' | 'applied';
  receivedAt: Date;
  appliedAt?: Date;
  /** The event of a billing system that told of it first. */
  eventId?: string;
  /** What was cancelled of it, by the id of the cancellation: never more than it had. */
  cancellations?: { id: string; quantity: number }[];
  /** Who adds its seats; there until all of them are. */
  lease?: StoredLease;
}

export const purchases = defineCollection<StoredPurchase>({
  name: 'purchases',
  fields: {
    purchaseId: { type: String, required: true },
    origin: { type: String, enum: ['billing', 'trial', 'order'], required: true },
    product: { type: String, required: true },
    quantity: { type: Number, required: true },
    actor: { type: Object, required: true },
    state: { type: String, enum: ['received', 'applied'], required: true },
    receivedAt: { type: Date, required: true },
    appliedAt: { type: Date },
    eventId: { type: String },
    cancellations: { type: [{ _id: false, id: String, quantity: Number }], default: undefined },
    lease: leaseField,
  },
  indexes: [purchaseLease.index],
});
