import fc from 'fast-check';
import { changedOrder, storedOrder } from '../../testing/stored-order.js';
import type { StoredOrder } from './orders.schema.js';
import type { SeenPayment } from '../payments/payment-provider.js';
import { settle } from './settlement.js';

const now = new Date('2027-01-31T12:00:00Z');

const order = (change: Partial<StoredOrder> = {}) =>
  storedOrder({
    status: 'awaiting-payment',
    provider: 'stripe',
    payment: { reference: 'cs_1', url: 'https://pay.example/cs_1', refundedMinor: 0 },
    ...change,
  });
const seen = (change: Partial<SeenPayment> = {}): SeenPayment => ({
  state: 'open',
  amountMinor: 2_900,
  currency: 'EUR',
  refundedMinor: 0,
  ...change,
});
const paid = seen({ state: 'paid', intent: 'pi_1' });

/** The order after what its provider says, as the database would hold it. */
const after = (known: StoredOrder, says: SeenPayment): StoredOrder =>
  changedOrder(known, settle(known, says, now));
const told = (known: StoredOrder, says: SeenPayment) =>
  (settle(known, says, now)?.events ?? []).map(({ name }) => name);

describe('what a provider says of a payment', () => {
  it('lets an order that is paid take effect, and says so once', () => {
    expect(told(order(), paid)).toEqual(['licensing.order.paid.v1']);
    const approved = after(order(), paid);
    expect(approved).toMatchObject({
      status: 'approved',
      approvedAt: now,
      payment: { paidAt: now, intent: 'pi_1' },
    });
    expect(settle(approved, paid, now)).toBeNull();
  });

  it.each([
    ['too little', seen({ ...paid, amountMinor: 2_899 })],
    ['too much', seen({ ...paid, amountMinor: 2_901 })],
    ['other money', seen({ ...paid, currency: 'USD' })],
  ])('of %s makes it outdated, and owes the money back', (_case, says) => {
    const outdated = after(order(), says);
    expect(outdated).toMatchObject({ status: 'outdated', payment: { paidAt: now, refundDue: true } });
    expect(told(order(), says)).toEqual([]);
    const back = after(outdated, { ...says, refundedMinor: says.amountMinor });
    expect(back.payment).not.toHaveProperty('refundDue');
    expect(back).not.toHaveProperty('dueAt');
  });

  it('of a term that is over meanwhile owes the money back', () => {
    const renewsAt = new Date(now.getTime() - 1);
    const known = order({ after: [{ renewsAt } as StoredOrder['after'][number]] });
    expect(after(known, paid)).toMatchObject({ status: 'outdated', payment: { refundDue: true } });
  });

  it.each([
    ['expired', 'licensing.order.payment-failed.v1'],
    ['declined', 'licensing.order.payment-failed.v1'],
  ] as const)('ends an order whose payment is %s, until it is paid after all', (state, name) => {
    expect(told(order({ dueAt: now }), seen({ state }))).toEqual([name]);
    const failed = after(order({ dueAt: now }), seen({ state }));
    expect(failed).toMatchObject({ status: 'payment-failed', payment: { failure: state } });
    expect(failed).not.toHaveProperty('dueAt');
    expect(settle(failed, seen({ state }), now)).toBeNull();
    const late = after(failed, paid);
    expect(late).toMatchObject({ status: 'approved' });
    expect(late.payment).not.toHaveProperty('failure');
  });

  it('tells of a dispute alone when what was paid back is known', () => {
    const back = after(after(order(), paid), { ...paid, refundedMinor: 400 });
    const disputed = { ...paid, refundedMinor: 400, dispute: 'open' as const };
    expect(told(back, disputed)).toEqual(['licensing.order.disputed.v1']);
  });

  it('changes nothing of an order on invoice, or of one that nobody has paid yet', () => {
    const { payment: _payment, ...onInvoice } = order({ status: 'awaiting-approval' });
    expect(settle(onInvoice, paid, now)).toBeNull();
    expect(settle(order(), seen(), now)).toBeNull();
  });

  it('ends the same in whatever order, and however often, it is heard, and every event is told once', () => {
    const last = { ...paid, refundedMinor: 900, dispute: 'lost' as const };
    const steps = [
      seen(),
      paid,
      { ...paid, refundedMinor: 400 },
      { ...paid, refundedMinor: 400, dispute: 'open' as const },
      last,
    ];
    fc.assert(
      // Each look sees the provider as it is by then: a later state, or the same one again.
      fc.property(fc.array(fc.nat({ max: steps.length - 1 }), { maxLength: 20 }), (looks) => {
        let known = order();
        const names: string[] = [];
        for (const at of [...looks.sort((one, other) => one - other), steps.length - 1, steps.length - 1]) {
          names.push(...told(known, steps[at]!));
          known = after(known, steps[at]!);
        }
        expect(known).toMatchObject({
          status: 'approved',
          payment: { refundedMinor: 900, dispute: 'lost', intent: 'pi_1' },
        });
        expect(names.filter((name) => name === 'licensing.order.paid.v1')).toHaveLength(1);
      }),
    );
  });
});
