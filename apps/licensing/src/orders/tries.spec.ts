import fc from 'fast-check';
import { changedOrder, storedOrder } from '../../testing/stored-order.js';
import type { SeenCharge } from '../payments/payment-provider.js';
import { licensingSettings } from '../settings.js';
import { complete } from './orders.js';
import type { StoredOrder } from './orders.schema.js';
import { beginTry, chargeNothing, chargeTo, giveUpCard, isToCharge, nextTry, settleCharge } from './tries.js';

const now = new Date('2027-03-31T22:30:00Z');
const card = { customer: 'cus_1', method: 'pm_1' };
const other = { customer: 'cus_1', method: 'pm_2' };
const times = { days: [3, 5, 7], hour: 9, timeZone: 'Europe/Paris' };
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);

const renewal = (change: Partial<StoredOrder> = {}) =>
  storedOrder({
    kind: 'renewal',
    status: 'completed',
    provider: 'stripe',
    payment: { byCard: card, refundedMinor: 0, tryAt: now },
    dueAt: now,
    ...change,
  });
const seen = (change: Partial<SeenCharge> = {}): SeenCharge => ({
  intent: 'pi_1',
  state: 'declined',
  number: 1,
  needsAuthentication: false,
  isFinal: false,
  amountMinor: 2_900,
  currency: 'EUR',
  refundedMinor: 0,
  ...change,
});

const tried = (order = renewal(), by = card, at = now) =>
  changedOrder(order, beginTry(order, 'pi_1', by, at));
const settled = (order: StoredOrder, says: SeenCharge, at = now) =>
  changedOrder(order, settleCharge(order, says, times, at));
const declined = () => settled(tried(), seen());

describe('the next try', () => {
  it.each([
    ['is three days later at nine, where the account is', now, 'Europe/Paris', '2027-04-04T07:00:00.000Z'],
    [
      'goes by its calendar: there the day before is not over',
      now,
      'America/New_York',
      '2027-04-03T13:00:00.000Z',
    ],
    ['is the second once the first is over', inDays(3.5), 'Europe/Paris', '2027-04-06T07:00:00.000Z'],
    ['makes up for none that nobody was there for', inDays(6), 'Europe/Paris', '2027-04-08T07:00:00.000Z'],
    ['is none after the last', inDays(8), 'Europe/Paris', undefined],
  ])('%s', (_case, at, timeZone, next) => {
    expect(nextTry(now, { ...times, timeZone }, at)?.toISOString()).toBe(next);
  });

  it('is at the same hour of the clock on the wall when summer time begins in between', () => {
    const before = new Date('2027-03-27T08:00:00Z');
    expect(nextTry(before, times, before)?.toISOString()).toBe('2027-03-30T07:00:00.000Z');
  });

  it('is none where the vendor wants none', () => {
    expect(nextTry(now, { ...times, days: [] }, now)).toBeUndefined();
  });
});

describe('the days of tries', () => {
  const { CARD_RETRY_DAYS } = licensingSettings.shape;

  it.each([
    [undefined, [3, 5, 7]],
    ['none', []],
    ['1, 14', [1, 14]],
  ])('are read from %s', (text, days) => {
    expect(CARD_RETRY_DAYS.parse(text)).toEqual(days);
  });

  it.each(['5,3', '3,3', '0,3', '3,', 'three', '91'])('are not read from %s', (text) => {
    expect(CARD_RETRY_DAYS.safeParse(text).success).toBe(false);
  });
});

describe('a try', () => {
  it('is due as soon as everything of the order is there', () => {
    const order = renewal({ status: 'approved', payment: { byCard: card, refundedMinor: 0 } });
    const done = changedOrder(order, complete(order, now));
    expect(done).toMatchObject({ status: 'completed', payment: { tryAt: now } });
    expect(isToCharge(done, now)).toBe(true);
  });

  it('is noted with its number, its card and its charge, and not twice while it is under way', () => {
    expect(tried().payment).toMatchObject({ intent: 'pi_1', attempt: { number: 1, method: 'pm_1' } });
    expect(beginTry(tried(), 'pi_1', card, now)).toBeNull();
    expect(isToCharge(tried(), now)).toBe(true);
  });

  it('is not noted of another charge than the one that is known, nor before its time', () => {
    expect(beginTry(declined(), 'pi_1', card, now)).toBeNull();
    expect(beginTry(declined(), 'pi_2', card, inDays(5))).toBeNull();
    expect(tried(declined(), card, inDays(5)).payment?.attempt).toEqual({ number: 2, method: 'pm_1' });
  });

  it('that is declined is made again, and that is told once', () => {
    const change = settleCharge(tried(), seen(), times, now)!;
    expect(change.events).toMatchObject([
      {
        name: 'licensing.renewal.declined.v1',
        data: { reason: 'declined', nextTryAt: '2027-04-04T07:00:00.000Z' },
      },
    ]);
    expect(declined()).toMatchObject({
      dueAt: new Date('2027-04-04T07:00:00Z'),
      payment: { declinedAt: now },
    });
    expect(declined().payment).not.toHaveProperty('failure');
    expect(settleCharge(declined(), seen(), times, now)).toBeNull();
  });

  it('that is declined for good, or as the last one, is the end of it', () => {
    for (const [says, at] of [[seen({ isFinal: true }), now] as const, [seen(), inDays(8)] as const]) {
      const order = tried(
        renewal({ payment: { byCard: card, refundedMinor: 0, tryAt: now, declinedAt: now } }),
      );
      const change = settleCharge(order, says, times, at)!;
      expect(change.events[0]?.data).not.toHaveProperty('nextTryAt');
      expect(change.events[0]?.data).toMatchObject({ reason: 'declined' });
      const end = changedOrder(order, change);
      expect(end.payment).toMatchObject({ failure: 'declined', attempt: { isOver: true } });
      expect(end).not.toHaveProperty('dueAt');
      expect(end.payment).not.toHaveProperty('tryAt');
    }
  });

  it('of before, or that nobody has noted or confirmed yet, is no news', () => {
    const second = tried(declined(), card, inDays(5));
    expect(settleCharge(second, seen({ number: 1 }), times, now)).toBeNull();
    expect(settleCharge(second, seen({ number: 2, state: 'ready' }), times, now)).toBeNull();
    expect(settleCharge(second, seen({ number: 3 }), times, now)).toBeNull();
    expect(settleCharge(second, seen({ number: 2, intent: 'pi_0' }), times, now)).toBeNull();
  });

  it('that a bank has not decided yet is noted once', () => {
    const thinks = seen({ state: 'open' });
    const deciding = settled(tried(), thinks);
    expect(deciding.payment).toMatchObject({ attempt: { isDeciding: true } });
    expect(settleCharge(deciding, thinks, times, now)).toBeNull();
    expect(settled(deciding, seen()).payment?.attempt).toEqual({ number: 1, method: 'pm_1', isOver: true });
  });

  it('whose charge was canceled is made again by another charge', () => {
    const canceled = settled(tried(), seen({ state: 'canceled' }));
    expect(canceled.payment).toMatchObject({ canceled: 'pi_1', attempt: { isOver: true }, tryAt: now });
    expect(canceled.payment).not.toHaveProperty('intent');
    const again = changedOrder(canceled, beginTry(canceled, 'pi_2', card, now));
    expect(again.payment).toMatchObject({ intent: 'pi_2', attempt: { number: 2 } });
  });

  it('that was begun before tries were noted is tried again as others are', () => {
    const legacy = renewal({ payment: { byCard: card, intent: 'pi_1', refundedMinor: 0 } });
    const again = settled(legacy, seen({ number: 0 }));
    expect(again.payment).toMatchObject({ declinedAt: now, attempt: { number: 0, isOver: true } });
    expect(settleCharge(again, seen({ number: 0 }), times, now)).toBeNull();
  });
});

describe('another card', () => {
  it('is charged at once, also after the last try, and not if it was tried', () => {
    const failed = settled(tried(), seen({ isFinal: true }));
    for (const order of [declined(), failed]) {
      const waiting = changedOrder(order, chargeTo(order, other, now));
      expect(waiting).toMatchObject({ dueAt: now, payment: { byCard: other, tryAt: now } });
      expect(waiting.payment).not.toHaveProperty('failure');
      expect(isToCharge(waiting, now)).toBe(true);
    }
    expect(chargeTo(failed, card, now)).toBeNull();
  });

  it('is charged as soon as it is known that the one before was declined', () => {
    const order = changedOrder(tried(), chargeTo(tried(), other, now));
    expect(settled(order, seen({ isFinal: true }))).toMatchObject({ dueAt: now, payment: { tryAt: now } });
  });

  it('is not charged for what was paid, or is on invoice', () => {
    const paid = settled(tried(), seen({ state: 'paid' }));
    expect(chargeTo(paid, other, now)).toBeNull();
    const byOther = changedOrder(declined(), chargeNothing(declined()));
    expect(chargeTo(byOther, other, now)).toBeNull();
  });
});

describe('the end of tries', () => {
  it('is told when the card is gone, once, and not when another was saved meanwhile', () => {
    const change = giveUpCard(renewal(), renewal(), now)!;
    expect(change.events).toMatchObject([{ data: { reason: 'no-card' } }]);
    expect(giveUpCard(changedOrder(renewal(), change), renewal(), now)).toBeNull();
    const replaced = changedOrder(renewal(), chargeTo(renewal(), other, now));
    expect(giveUpCard(replaced, renewal(), now)).toBeNull();
    expect(giveUpCard(tried(), renewal(), now)).toBeNull();
  });

  it('comes when the invoice was paid in another way; a decline is not told then, and money is', () => {
    const known = changedOrder(declined(), chargeNothing(declined()));
    expect(known).toMatchObject({ provider: 'invoice' });
    expect(known.payment).not.toHaveProperty('tryAt');
    expect(chargeNothing(known)).toBeNull();
    expect(giveUpCard(known, known, now)).toBeNull();
    expect(settleCharge(known, seen({ number: 2 }), times, now)).toBeNull();
    expect(settled(known, seen({ state: 'paid' }))).toMatchObject({
      provider: 'stripe',
      payment: { paidAt: now },
    });
  });

  it('comes with the money, whichever try brings it, and whatever was said before, in any order', () => {
    const reports = [
      seen({ number: 1 }),
      seen({ number: 1, state: 'open' }),
      seen({ number: 0 }),
      seen({ number: 1, isFinal: true }),
    ];
    const paid = seen({ state: 'paid' });
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...reports), { maxLength: 12 }), fc.nat(12), (says, at) => {
        let order = tried();
        const names: string[] = [];
        for (const one of [...says.slice(0, at), paid, ...says.slice(at), paid]) {
          const change = settleCharge(order, one, times, now);
          names.push(...(change?.events ?? []).map(({ name }) => name));
          order = changedOrder(order, change);
        }
        expect(order.payment).toMatchObject({ paidAt: now });
        expect(order.payment).not.toHaveProperty('tryAt');
        expect(order.payment).not.toHaveProperty('failure');
        expect(names.filter((name) => name === 'licensing.order.paid.v1')).toHaveLength(1);
        expect(names.filter((name) => name === 'licensing.renewal.declined.v1').length).toBeLessThanOrEqual(
          1,
        );
      }),
    );
  });
});
