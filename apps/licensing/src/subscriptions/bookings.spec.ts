import { systemActor } from '@seatkeeper/contracts';
import { book, cancelBooking, moved, takeDue, type WantedBooking } from './bookings.js';
import type { Subscription } from './subscription.js';
import { noSubscriptions } from './subscriptions.js';

const now = new Date('2027-01-31T10:00:00Z');
const renewsAt = new Date('2027-02-28T10:00:00Z');
const later = new Date('2027-03-31T10:00:00Z');
const core: Subscription = {
  product: 'core',
  plan: 'standard',
  period: 'month',
  currency: 'EUR',
  catalogVersion: 1,
  seats: 10,
  modules: [],
  addons: [],
  termFrom: now,
  renewsAt,
  paid: [],
};
const known = { ...noSubscriptions('acc_12345678'), items: [core], version: 1 };
const wanted = (seats: number, change: Partial<WantedBooking> = {}): WantedBooking => ({
  reductionId: `red_${seats}0000000`,
  product: 'core',
  seats,
  when: 'renewal',
  by: systemActor('test'),
  counts: { purchased: 10, used: 8 },
  ...change,
});
const withBookings = (...bookings: WantedBooking[]) =>
  bookings.reduce((so, booking) => ({ ...so, ...book(so, booking, now)?.update.set }), known);

describe('a reduction', () => {
  it('is booked for the renewal, and the next one stands first', () => {
    const { bookings } = withBookings(wanted(2, { when: later }), wanted(3));
    expect(bookings).toMatchObject([
      { seats: 3, when: 'renewal', effectiveAt: renewsAt },
      { seats: 2, when: 'date', effectiveAt: later },
    ]);
  });

  it.each([
    ['more than is subscribed to', known, wanted(11), '10 seats of core are subscribed to'],
    ['more than is left', withBookings(wanted(6)), wanted(5), 'and 6 of them are to go already'],
    ['what is paid for still', known, wanted(1, { when: now }), '2027-02-28T10:00:00.000Z or later'],
  ])('of %s is refused', (_case, so, booking, message) => {
    expect(() => book(so, booking, now)).toThrow(
      expect.objectContaining({
        code: 'validation-failed',
        errors: [expect.objectContaining({ message: expect.stringContaining(message) })],
      }),
    );
  });

  it('that takes effect at once is refused below what is used, naming both numbers, and accepted above', () => {
    expect(() => book(known, wanted(3), renewsAt)).toThrow(
      expect.objectContaining({
        code: 'validation-failed',
        members: { used: 8, left: 7 },
        errors: [
          expect.objectContaining({ message: expect.stringContaining('8 seats of core are used, and 7') }),
        ],
      }),
    );
    expect(book(known, wanted(2), renewsAt)).not.toBeNull();
    expect(book(known, wanted(3), now)).not.toBeNull();
  });

  it('of more than is left says how many there are, and how many of them could go', () => {
    expect(() => book(withBookings(wanted(6)), wanted(5), now)).toThrow(
      expect.objectContaining({ members: { subscribed: 10, reducible: 4 } }),
    );
  });

  it('of what is not subscribed to is refused', () => {
    const contract = wanted(1, { product: 'contract' });
    expect(() => book(known, contract, now)).toThrow(expect.objectContaining({ code: 'not-subscribed' }));
  });

  it('moves with the renewal, unless it was booked for a day', () => {
    const { bookings = [] } = withBookings(wanted(2, { when: later }), wanted(3));
    const renewal = new Date('2028-01-31T10:00:00Z');
    expect(moved(bookings, [{ ...core, renewsAt: renewal }])).toMatchObject([
      { seats: 2, effectiveAt: later },
      { seats: 3, effectiveAt: renewal },
    ]);
  });

  it('taken back is told, and leaves nothing to look for', () => {
    const booked = withBookings(wanted(3));
    const change = cancelBooking(booked, wanted(3), now);
    expect(change).toMatchObject({
      update: { set: {}, unset: ['bookings'] },
      events: [{ data: { quantity: 3 } }],
    });
    expect(() => cancelBooking(known, wanted(3), now)).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
  });

  it('whose day has come is taken off the subscription, and outdates quotes; others stay booked', () => {
    const booked = withBookings(wanted(2, { when: later }), wanted(3));
    expect(takeDue(booked, now)).toBeNull();
    expect(takeDue(booked, renewsAt)).toMatchObject({
      update: { set: { items: [{ seats: 7 }], revision: 1, bookings: [{ seats: 2 }] } },
      events: [{ data: { product: 'core', quantity: 3 } }],
    });
  });
});
