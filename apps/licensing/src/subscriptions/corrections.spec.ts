import { correctSeats } from './corrections.js';
import { noSubscriptions } from './subscriptions.js';
import type { StoredSubscriptions } from './subscriptions.schema.js';

const now = new Date('2026-12-10T09:00:00Z');
const renewsAt = new Date('2027-01-01T00:00:00Z');
const known: StoredSubscriptions = {
  ...noSubscriptions('acc_12345678'),
  version: 4,
  revision: 2,
  items: [
    {
      ...{
        product: 'core',
        plan: 'standard',
        period: 'month',
        currency: 'EUR',
        catalogVersion: 1,
        seats: 10,
      },
      ...{ modules: [], addons: [], termFrom: new Date('2026-12-01T00:00:00Z'), renewsAt, renews: true },
      paid: [{ what: 'seats', amountMinor: 29_000, from: new Date('2026-12-01T00:00:00Z'), to: renewsAt }],
    },
  ],
};
const booked = (seats: number): StoredSubscriptions => ({
  ...known,
  bookings: [
    {
      ...{ reductionId: 'red_1', product: 'core', seats, when: 'renewal', effectiveAt: renewsAt },
      bookedBy: { type: 'user', id: 'usr_1' },
    },
  ],
});
const wanted = (quantity: number, product = 'core') => ({ product, quantity, commandId: 'cmd_1' });

it.each([
  [3, 13],
  [-4, 6],
  [-10, 0],
])(
  'an order corrected by %i seats leaves %i of the ten, what was paid as it was, and quotes outdated',
  (by, seats) => {
    const change = correctSeats(known, wanted(by), now);
    expect(change?.update.set).toMatchObject({
      revision: 3,
      items: [{ seats, paid: known.items[0]!.paid }],
      commands: [{ id: 'cmd_1' }],
      termsEndAt: renewsAt,
    });
  },
);

it('is done once', () => {
  expect(correctSeats({ ...known, commands: [{ id: 'cmd_1', at: now }] }, wanted(-4), now)).toBeNull();
});

it('takes no more than is subscribed to, and nothing that is booked to go', () => {
  expect(() => correctSeats(known, wanted(-11), now)).toThrow(
    expect.objectContaining({
      code: 'validation-failed',
      errors: [{ path: 'seats', message: '11 seats fewer are wanted: 10 of core are subscribed to' }],
      members: { subscribed: 10, reducible: 10 },
    }),
  );
  expect(correctSeats(booked(6), wanted(-4), now)).not.toBeNull();
  expect(() => correctSeats(booked(6), wanted(-5), now)).toThrow(
    expect.objectContaining({
      errors: [
        {
          path: 'seats',
          message: '5 seats fewer are wanted: 10 of core are subscribed to, and 6 of them are booked to go',
        },
      ],
      members: { subscribed: 10, reducible: 4 },
    }),
  );
});

it('is refused without a subscription', () => {
  expect(() => correctSeats(known, wanted(1, 'contract'), now)).toThrow(
    expect.objectContaining({ code: 'not-subscribed' }),
  );
});
