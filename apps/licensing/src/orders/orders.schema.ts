import type { Actor, OrderStatus, Period } from '@seatkeeper/contracts';
import { defineCollection, type Stored } from '@seatkeeper/mongo';
import { type Charge, chargeFields } from '../money/charge.js';
import { subscriptionFields, type Subscription } from '../subscriptions/subscription.js';

export interface OrderedItem {
  product: string;
  plan: string;
  seats: number;
  modules: string[];
  addons: string[];
}

/** One order, from its quote on. What it costs and what it makes of the subscriptions never changes any more. */
export interface StoredOrder extends Stored, Charge {
  /** `expired` is not stored: it follows from the time. */
  status: Exclude<OrderStatus, 'expired'>;
  /** Absent for one that somebody placed. */
  kind?: 'renewal';
  period: Period;
  catalogVersion: number;
  /** The revision of the account's subscriptions that it was quoted on. */
  basis: number;
  items: OrderedItem[];
  after: Subscription[];
  placedBy: Actor;
  quotedAt: Date;
  expiresAt: Date;
  provider?: 'invoice';
  checkedOutAt?: Date;
  approvedAt?: Date;
  approvedBy?: Actor;
  completedAt?: Date;
  /** When the sweeper has to go on with it; absent unless it is approved and not completed. */
  dueAt?: Date;
}

const item = {
  product: { type: String, required: true },
  plan: { type: String, required: true },
  seats: { type: Number, required: true },
  modules: { type: [String], required: true },
  addons: { type: [String], required: true },
};

export const orders = defineCollection<StoredOrder>({
  name: 'orders',
  fields: {
    status: {
      type: String,
      enum: ['quoted', 'awaiting-approval', 'approved', 'completed', 'outdated'],
      required: true,
    },
    kind: { type: String, enum: ['renewal'] },
    period: { type: String, enum: ['month', 'year'], required: true },
    catalogVersion: { type: Number, required: true },
    basis: { type: Number, required: true },
    items: { type: [item], required: true },
    after: { type: [subscriptionFields], required: true },
    ...chargeFields,
    placedBy: { type: Object, required: true },
    quotedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    provider: { type: String, enum: ['invoice'] },
    checkedOutAt: { type: Date },
    approvedAt: { type: Date },
    approvedBy: { type: Object },
    completedAt: { type: Date },
    dueAt: { type: Date },
  },
  indexes: [
    { name: 'newest', keys: { accountId: 1, quotedAt: -1, _id: -1 } },
    { name: 'due', keys: { dueAt: 1 }, where: { dueAt: { $exists: true } } },
    { name: 'awaiting', keys: { checkedOutAt: 1 }, where: { status: 'awaiting-approval' } },
  ],
});
