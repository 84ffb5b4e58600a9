import type { Purchase } from './purchases.js';
import { apply, receive, refuseOtherContents } from './purchases.js';

const now = new Date('2026-11-22T06:00:00Z');
const invoice: Purchase = {
  accountId: 'acc_12345678',
  purchaseId: 'inv_8841',
  origin: 'billing',
  product: 'core',
  quantity: 25,
  actor: { type: 'billing', id: '/billing/acme-erp' },
};

describe('a purchase that is told again', () => {
  it.each([
    ['just the same', {}, null],
    ['by another system', { actor: { type: 'billing' as const, id: '/billing/other' } }, null],
    ['with more seats', { quantity: 26 }, 'quantity 25, not 26'],
    ['for another product', { product: 'contract' }, 'product core, not contract'],
    [
      'as the trial',
      { origin: 'trial' as const, quantity: 5 },
      'origin billing, not trial, quantity 25, not 5',
    ],
  ])('%s: %s %s', (_case, change, conflict) => {
    const refusal = refuseOtherContents(invoice, { ...invoice, ...change });
    expect(refusal?.code ?? null).toBe(conflict && 'purchase-conflict');
    if (conflict) expect(refusal?.detail).toBe(`The purchase inv_8841 is known with ${conflict}.`);
  });
});

describe('a purchase', () => {
  const received = { ...receive(invoice, now), version: 1 };

  it('is held by who was told, and left to others a few seconds after that one is not heard of any more', () => {
    expect(received).toMatchObject({
      _id: 'acc_12345678/inv_8841',
      state: 'received',
      lease: { until: new Date('2026-11-22T06:00:03Z'), held: true, fence: 1, attempts: 1 },
    });
  });

  it('says once that its seats are there, and nobody holds it any more', () => {
    const applied = apply(received, now);
    expect(applied?.update).toEqual({ set: { state: 'applied', appliedAt: now }, unset: ['lease'] });
    expect(applied?.events).toHaveLength(1);
    expect(apply({ ...received, state: 'applied' }, now)).toBeNull();
  });
});
