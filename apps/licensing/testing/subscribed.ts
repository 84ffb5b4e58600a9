import { systemActor } from '@seatkeeper/contracts';
import type { Booking } from '../src/subscriptions/booking.js';
import type { StoredSubscriptions } from '../src/subscriptions/subscriptions.schema.js';

const ACCOUNT = 'acc_0000000000';
const START = new Date('2027-01-31T10:00:00Z');
export const RENEWAL = new Date('2027-02-28T10:00:00Z');

/** Seats that are booked to go: at the renewal, or on a day. */
export const booking = (seats: number, effectiveAt = RENEWAL, product = 'core'): Booking => ({
  reductionId: `red_booked${seats}`,
  product,
  seats,
  when: effectiveAt === RENEWAL ? 'renewal' : 'date',
  effectiveAt,
  bookedBy: systemActor('test'),
});

/** The subscriptions of an account that ordered so many seats of core, and booked those to go, the first one first. */
export const subscribed = (seats: number, ...bookings: Booking[]): StoredSubscriptions => ({
  _id: ACCOUNT,
  accountId: ACCOUNT,
  version: 1,
  revision: 1,
  orders: [],
  items: [
    {
      product: 'core',
      plan: 'standard',
      period: 'month',
      currency: 'EUR',
      catalogVersion: 1,
      seats,
      modules: [],
      addons: [],
      termFrom: START,
      renewsAt: RENEWAL,
      paid: [],
    },
  ],
  ...(bookings.length > 0 && { bookings }),
});
