import { defineCollection, type Stored } from '@seatkeeper/mongo';
import { bookingFields, type Booking } from './booking.js';
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
}

export const subscriptions = defineCollection<StoredSubscriptions>({
  name: 'subscriptions',
  fields: {
    revision: { type: Number, required: true },
    items: { type: [subscriptionFields], required: true },
    orders: { type: [String], required: true },
    bookings: { type: [bookingFields], default: undefined },
  },
  indexes: [
    {
      name: 'bookings',
      keys: { 'bookings.effectiveAt': 1 },
      where: { 'bookings.effectiveAt': { $exists: true } },
    },
  ],
});
