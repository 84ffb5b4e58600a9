import { userActor } from '@seatkeeper/contracts';
import { isExpired, removeCard, saveCard, toPaymentMethod } from './payment-methods.js';
import type { StoredPaymentMethod } from './payment-methods.schema.js';

const now = new Date('2027-01-31T12:00:00Z');
const by = userActor('usr_buyer0000');
const order = { _id: 'ord_12345678', placedBy: by };
const paid = { method: 'pm_1', brand: 'visa', last4: '4242', expMonth: 12, expYear: 2030 };
const known = (change: Partial<StoredPaymentMethod> = {}): StoredPaymentMethod => ({
  _id: 'acc_12345678',
  accountId: 'acc_12345678',
  version: 1,
  customer: 'cus_1',
  ...change,
});
const withCard = known({ card: { ...paid, savedAt: now } });

describe('a card', () => {
  it('is saved by an order once, also when it was removed since', () => {
    const change = saveCard(known(), paid, order, now)!;
    expect(change.update.set).toMatchObject({ card: { method: 'pm_1', savedAt: now } });
    expect(change.events.map(({ name }) => name)).toEqual(['licensing.payment-method.saved.v1']);
    const { commands } = change.update.set!;
    expect(saveCard(known({ commands }), paid, order, now)).toBeNull();
    expect(saveCard(known({ commands }), paid, { ...order, _id: 'ord_another0' }, now)).not.toBeNull();
  });

  it('is removed by who saw it, and not another one that took its place', () => {
    expect(removeCard(withCard, 'pm_1', by, now)?.update).toEqual({ unset: ['card'] });
    expect(removeCard(withCard, 'pm_0', by, now)).toBeNull();
    expect(removeCard(known(), 'pm_1', by, now)).toBeNull();
  });

  it('is told without what the provider calls it', () => {
    const told = [
      toPaymentMethod(withCard.card, now),
      saveCard(known(), paid, order, now)?.events,
      removeCard(withCard, 'pm_1', by, now)?.events,
    ];
    expect(JSON.stringify(told)).not.toMatch(/pm_|cus_/);
  });

  it.each([
    ['in its last month', '2027-01-31T23:59:59Z', false],
    ['while its month lasts anywhere on Earth', '2027-02-01T11:59:59Z', false],
    ['after that', '2027-02-01T12:00:00Z', true],
  ])('%s has expired: %s → %s', (_case, at, expired) => {
    expect(isExpired({ expMonth: 1, expYear: 2027 }, new Date(at))).toBe(expired);
  });
});
