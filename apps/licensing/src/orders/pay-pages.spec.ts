import { userActor } from '@seatkeeper/contracts';
import { changedOrder, storedOrder } from '../../testing/stored-order.js';
import type { SeenPayment } from '../payments/payment-provider.js';
import type { StoredOrder } from './orders.schema.js';
import { notePage, refusePage, settlePage } from './pay-pages.js';
import { beginTry, chargeTo } from './tries.js';

const now = new Date('2027-03-01T10:00:00Z');
const by = userActor('usr_buyer0000');
const times = { days: [3, 5, 7], hour: 9, timeZone: 'UTC' };
const page = { reference: 'cs_1', url: 'https://pay.example/cs_1', by };
const card = { customer: 'cus_1', method: 'pm_1' };
const tried = { number: 1, method: 'pm_1', isOver: true as const };

const onInvoice = (change: Partial<StoredOrder> = {}) =>
  storedOrder({ status: 'completed', provider: 'invoice', ...change });
const renewal = (payment: Partial<StoredOrder['payment']> = {}) =>
  storedOrder({
    kind: 'renewal',
    status: 'completed',
    provider: 'stripe',
    dueAt: now,
    payment: {
      byCard: card,
      intent: 'pi_1',
      attempt: tried,
      declinedAt: now,
      tryAt: now,
      refundedMinor: 0,
      ...payment,
    },
  });
const seen = (change: Partial<SeenPayment> = {}): SeenPayment => ({
  state: 'open',
  amountMinor: 2_900,
  currency: 'EUR',
  refundedMinor: 0,
  ...change,
});
const opened = (order = renewal()) =>
  changedOrder(order, notePage(order, page, order.payment?.intent, by, now));
const over = (order: StoredOrder, isPaid = false, at = now) =>
  changedOrder(order, settlePage(order, 'cs_1', seen({ state: 'expired' }), isPaid, times, at));

describe('a page for an invoice', () => {
  it.each([
    ['whose invoice is paid', onInvoice(), true, true, 'paid'],
    ['that was paid at once', renewal({ paidAt: now }), false, true, 'paid'],
    ['where no payments are taken', onInvoice(), false, false, 'not-taken'],
    ['that is still being carried out', onInvoice({ status: 'approved' }), false, true, 'under-way'],
    ['that is open', onInvoice(), false, true, undefined],
  ] as const)('of an order %s', (_case, order, isPaid, isOn, reason) => {
    expect(refusePage(order, isPaid, isOn)?.members?.['reason']).toBe(reason);
  });

  it('is noted with who opened it, and lets no card be tried meanwhile', () => {
    const change = notePage(renewal(), page, 'pi_1', by, now)!;
    expect(change.events).toMatchObject([{ name: 'licensing.invoice.checked-out.v1', data: { actor: by } }]);
    expect(opened().payment).toMatchObject({ page, pages: 1, canceled: 'pi_1', attempt: tried });
    expect(opened().payment).not.toHaveProperty('tryAt');
    expect(opened().payment).not.toHaveProperty('intent');
    // Also by who has read the order before, and comes to note a try now.
    expect(beginTry(opened(), 'pi_2', card, now)).toBeNull();
    expect(beginTry(over(opened()), 'pi_2', card, new Date('2027-03-04T09:00:00Z'))).not.toBeNull();
  });

  it('is noted once, and not when another charge than the one that was canceled is known by then', () => {
    expect(notePage(opened(), { ...page, reference: 'cs_2' }, undefined, by, now)).toBeNull();
    expect(notePage(renewal({ intent: 'pi_2' }), page, 'pi_1', by, now)).toBeNull();
    expect(notePage(renewal(), page, undefined, by, now)).toBeNull();
    expect(notePage(renewal({ paidAt: now }), page, 'pi_1', by, now)).toBeNull();
  });

  it('that is paid pays the order once, whichever page it was', () => {
    const paid = settlePage(opened(), 'cs_1', seen({ state: 'paid', intent: 'pi_9' }), false, times, now)!;
    expect(paid.events.map(({ name }) => name)).toEqual(['licensing.order.paid.v1']);
    const done = changedOrder(opened(), paid);
    expect(done.payment).toMatchObject({ paidAt: now, intent: 'pi_9' });
    expect(settlePage(done, 'cs_1', seen({ state: 'paid', intent: 'pi_9' }), false, times, now)).toBeNull();
    expect(settlePage(over(opened()), 'cs_1', seen({ state: 'paid' }), false, times, now)).not.toBeNull();
  });

  it('that a bank decides over is noted once', () => {
    const deciding = seen({ isDeciding: true });
    const known = changedOrder(opened(), settlePage(opened(), 'cs_1', deciding, false, times, now));
    expect(known.payment?.page).toMatchObject({ isDeciding: true });
    expect(settlePage(known, 'cs_1', deciding, false, times, now)).toBeNull();
    expect(settlePage(opened(), 'cs_1', seen(), false, times, now)).toBeNull();
  });
});

describe('when a page is over', () => {
  it('tries go on that were left, and the next page is another one', () => {
    const next = new Date('2027-03-04T09:00:00Z');
    expect(over(opened())).toMatchObject({ dueAt: next, payment: { tryAt: next, pages: 1 } });
    expect(over(opened()).payment).not.toHaveProperty('page');
  });

  it('and no day is left, that is told', () => {
    const end = over(opened(), false, new Date('2027-03-20T10:00:00Z'));
    expect(end.payment).toMatchObject({ failure: 'declined' });
    expect(end).not.toHaveProperty('dueAt');
  });

  it.each([
    ['was paid in another way', opened(), true],
    ['is on invoice', opened(onInvoice()), false],
    ['had no try left before', opened(renewal({ failure: 'declined' })), false],
  ])('nothing is tried of one that %s', (_case, order, isPaid) => {
    const end = over(order, isPaid);
    expect(end).not.toHaveProperty('dueAt');
    expect(end.payment).not.toHaveProperty('tryAt');
    if (isPaid) expect(end.provider).toBe('invoice');
  });

  it('a card that was saved meanwhile is charged at once', () => {
    const other = { customer: 'cus_1', method: 'pm_2' };
    const order = opened(renewal({ failure: 'declined' }));
    const waiting = changedOrder(order, chargeTo(order, other, now));
    expect(waiting.payment).toMatchObject({ page, byCard: other });
    expect(over(waiting)).toMatchObject({ dueAt: now, payment: { tryAt: now } });
  });

  it('is no news of another page', () => {
    expect(settlePage(opened(), 'cs_0', seen({ state: 'expired' }), false, times, now)).toBeNull();
  });
});
