import {
  commandsField,
  defineCollection,
  type DoneCommand,
  type NewEvent,
  type Stored,
  goesOnByItself,
  HOUR_MS,
  MINUTE_MS,
} from '@seatkeeper/mongo';
import { bookingFields, type Booking } from './booking.js';
import { contractFields, type StoredContract } from './contract.js';
import { subscriptionFields, type Subscription } from './subscription.js';

/**
 * All subscriptions of an account, so that one write decides over an order for several products. `_id` is the account;
 * an account that never ordered has none.
 */
export interface StoredSubscriptions extends Stored {
  /** Counts the orders and reductions that took effect. A quote is good only for the revision it was made on. */
  revision: number;
  items: Subscription[];
  /** The last orders that took effect. */
  orders: string[];
  /** Reductions whose day has not come. */
  bookings?: Booking[];
  /** What contracts say of subscriptions getting smaller: beside them, for orders replace those as they were quoted. */
  contracts?: StoredContract[];
  /** Choices about renewals, and decisions of operators, that were carried out. */
  commands?: DoneCommand[];
  /** When it is told next that a term is over soon. */
  announceAt?: Date;
  /** The terms of which that was told, by product and end. */
  announced?: Announced[];
  /** When the first of the terms is over that renew by themselves or end; absent when none does. */
  termsEndAt?: Date;
}

/** A term of which it was told that it is over soon. */
export interface Announced {
  product: string;
  renewsAt: Date;
}

/** What becomes of the subscriptions, and the events that say so. */
export interface SubscriptionsChange {
  update: { set: Partial<StoredSubscriptions>; unset?: string[] };
  events: NewEvent[];
}

export const subscriptions = defineCollection<StoredSubscriptions>({
  name: 'subscriptions',
  fields: {
    revision: { type: Number, required: true },
    items: { type: [subscriptionFields], required: true },
    orders: { type: [String], required: true },
    bookings: { type: [bookingFields], default: undefined },
    contracts: { type: [contractFields], default: undefined },
    commands: commandsField,
    termsEndAt: { type: Date },
    announceAt: { type: Date },
    announced: { type: [{ _id: false, product: String, renewsAt: Date }], default: undefined },
  },
  indexes: [
    {
      name: 'bookings',
      keys: { 'bookings.effectiveAt': 1 },
      where: { 'bookings.effectiveAt': { $exists: true } },
      awaited: { kind: 'reductions that are due', lateMs: 15 * MINUTE_MS, remedy: goesOnByItself },
    },
    {
      name: 'announcements',
      keys: { announceAt: 1 },
      where: { announceAt: { $exists: true } },
      awaited: { kind: 'renewals to be announced', lateMs: HOUR_MS, remedy: goesOnByItself },
    },
    {
      name: 'terms',
      keys: { termsEndAt: 1 },
      where: { termsEndAt: { $exists: true } },
      awaited: { kind: 'terms that are over', lateMs: 15 * MINUTE_MS, remedy: goesOnByItself },
    },
  ],
});
