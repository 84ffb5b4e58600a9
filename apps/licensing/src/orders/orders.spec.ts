import { userActor } from '@seatkeeper/contracts';
import { approve, checkOut, complete, GRACE_MS, purchaseIdOf, refuseCheckout, toOrder } from './orders.js';
import type { StoredOrder } from './orders.schema.js';
import { buyer, storedOrder as order } from '../../testing/stored-order.js';

const operator = userActor('usr_operator0');
const now = new Date('2027-01-31T12:00:00Z');

const late = new Date('2027-02-01T10:00:00Z');

describe('a checkout', () => {
  it.each([
    ['of a quote that holds', order(), now, null],
    ['of a quote on the second it ends', order(), late, 'order-expired'],
    ['of what was checked out in time, told again later', order({ status: 'awaiting-approval' }), late, null],
    ['of what is completed', order({ status: 'completed' }), late, null],
    ['of what another order has overtaken', order({ status: 'outdated' }), now, 'order-outdated'],
  ])('%s: %#', (_case, known, at, code) => {
    expect(refuseCheckout(known, at)?.code ?? null).toBe(code);
  });

  it('happens once, and says so once', () => {
    const change = checkOut(order(), buyer, now);
    expect(change).toMatchObject({ update: { set: { status: 'awaiting-approval', checkedOutAt: now } } });
    expect(change?.events.map(({ name }) => name)).toEqual(['licensing.order.checked-out.v1']);
    expect(checkOut(order({ status: 'awaiting-approval' }), buyer, now)).toBeNull();
    expect(checkOut(order({ status: 'completed' }), buyer, now)).toBeNull();
  });
});

describe('an approval', () => {
  const ofOperators = 'acc_operators';

  it('is told in the account of the customer and in that of the operators, and due to be finished', () => {
    const change = approve(order({ status: 'awaiting-approval' }), operator, ofOperators, now);
    expect(change?.update.set).toEqual({
      status: 'approved',
      approvedAt: now,
      approvedBy: { ...operator, accountId: ofOperators },
      dueAt: new Date(now.getTime() + GRACE_MS),
    });
    expect(change?.events.map(({ data }) => data)).toMatchObject([
      { accountId: 'acc_12345678', actor: { ...operator, accountId: ofOperators } },
      { accountId: ofOperators, actor: operator },
    ]);
    // At home they are nobody from elsewhere.
    expect(change?.events[1]?.data).not.toHaveProperty('actor.accountId');
  });

  it('changes nothing a second time', () => {
    expect(approve(order({ status: 'approved' }), operator, ofOperators, now)).toBeNull();
    expect(approve(order({ status: 'completed' }), operator, ofOperators, now)).toBeNull();
  });

  it('of what nobody ordered, or what no longer fits, is refused', () => {
    expect(() => approve(order(), operator, ofOperators, now)).toThrow('has to be checked out first');
    expect(() => approve(order({ status: 'outdated' }), operator, ofOperators, now)).toThrow(
      'Ask for a new quote',
    );
  });

  it('that comes after the term it was quoted for leaves it outdated', () => {
    const renewsAt = now;
    const after = [{ renewsAt }] as StoredOrder['after'];
    const change = approve(order({ status: 'awaiting-approval', after }), operator, ofOperators, now);
    expect(change).toEqual({ update: { set: { status: 'outdated' }, unset: ['dueAt'] }, events: [] });
  });
});

it('an approved order is completed once, and no other is', () => {
  expect(complete(order({ status: 'approved' }), now)?.events).toHaveLength(1);
  for (const status of ['quoted', 'awaiting-approval', 'completed', 'outdated'] as const)
    expect(complete(order({ status }), now)).toBeNull();
});

it('the seats of an order come with its id, those of further products with the product behind it', () => {
  const items = ['core', 'contract'].map((product) => ({ ...order().items[0]!, product }));
  expect(purchaseIdOf(order({ items }), 'core')).toBe('ord_12345678');
  expect(purchaseIdOf(order({ items }), 'contract')).toBe('ord_12345678/contract');
});

it('a quote that holds no longer is shown as expired', () => {
  expect(toOrder(order(), now, false).status).toBe('quoted');
  expect(toOrder(order(), late, false).status).toBe('expired');
});
