import { systemActor } from '@seatkeeper/contracts';
import type { Subscription } from './subscription.js';
import { noSubscriptions, refuseOutdated, takeEffect, type Effect } from './subscriptions.js';

const now = new Date('2027-01-31T10:00:00Z');
const of = (product: string, seats: number): Subscription => ({
  product,
  plan: 'standard',
  period: 'month',
  currency: 'EUR',
  catalogVersion: 1,
  seats,
  modules: [],
  addons: [],
  termFrom: now,
  renewsAt: new Date('2027-02-28T10:00:00Z'),
  paid: [],
});
const nothing = { ...noSubscriptions('acc_12345678'), version: 1 };
const order = (basis: number, ...after: Subscription[]): Effect => ({
  accountId: 'acc_12345678',
  orderId: `ord_${String(basis).padStart(8, '0')}`,
  by: systemActor('test'),
  basis,
  after,
});

describe('an order that takes effect', () => {
  const first = takeEffect(nothing, order(0, of('core', 5)), now);
  const known = { ...nothing, ...first?.update.set };

  it('changes the subscriptions of its products, and tells', () => {
    const second = takeEffect(known, order(1, of('contract', 2)), now);
    expect(second?.update.set.items).toEqual([of('core', 5), of('contract', 2)]);
    expect(second?.update.set.revision).toBe(2);
    expect(second?.events.map(({ data }) => data)).toMatchObject([
      { subscriptions: [{ product: 'contract', seats: 2 }] },
    ]);
  });

  it('takes effect once', () => {
    expect(takeEffect(known, order(0, of('core', 5)), now)).toBeNull();
  });

  it('is refused when another came first, for its prices no longer hold', () => {
    expect(() => takeEffect(known, { ...order(0, of('core', 9)), orderId: 'ord_another0' }, now)).toThrow(
      'Another order or a reduction took effect',
    );
  });
});

it.each([
  [0, null, null],
  [0, { revision: 0 }, null],
  [2, { revision: 2 }, null],
  [1, { revision: 2 }, 'order-outdated'],
  [1, null, 'order-outdated'],
])('a quote on revision %d, when %j is known, is refused with %s', (basis, known, code) => {
  expect(refuseOutdated(basis, known)?.code ?? null).toBe(code);
});
