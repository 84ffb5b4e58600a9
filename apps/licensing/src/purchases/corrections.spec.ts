import { purchaseCorrected, userActor } from '@seatkeeper/contracts';
import { correct, seatsIn, seatsMade, toldOf, underWay, withdraw } from './corrections.js';
import { apply, cancel, receive, refuseOtherContents } from './purchases.js';
import type { StoredCorrection, StoredPurchase } from './purchases.schema.js';

const now = new Date('2026-12-01T09:00:00Z');
const told = {
  accountId: 'acc_12345678',
  purchaseId: 'inv_8841',
  origin: 'billing' as const,
  product: 'core',
  quantity: 25,
  actor: { type: 'billing' as const, id: '/billing/acme-erp' },
};
const step = (from: number, to: number): StoredCorrection => ({
  ...{ id: `cmd_${from}to${to}`, from, to, reason: 'A slip', at: now },
  ...{ by: userActor('usr_operator00'), operatorAccountId: 'acc_operators0' },
});
const purchase = (more: Partial<StoredPurchase> = {}): StoredPurchase => {
  const { lease: _, ...received } = receive(told, now);
  return { ...received, version: 3, state: 'applied', ...more };
};
const wanted = (seats: number, commandId = 'cmd_1') => ({
  ...{ seats, commandId, reason: 'Sold by mistake', requestId: 'req_1' },
  ...{ by: userActor('usr_operator00'), operatorAccountId: 'acc_operators0' },
});

it.each([
  ['none', [], 25, 25],
  ['to fewer', [step(25, 20)], 20, 25],
  ['to more', [step(25, 30)], 30, 30],
  ['to fewer and to more again', [step(25, 20), step(20, 28)], 28, 33],
  ['void, and back', [step(25, 0), step(0, 25)], 25, 50],
])('a purchase of 25 after corrections %s', (_case, corrections, seats, made) => {
  expect([seatsIn(purchase({ corrections })), seatsMade(purchase({ corrections }))]).toEqual([seats, made]);
});

describe('a correction', () => {
  it('is noted with what was before, and held by who notes it', () => {
    const change = correct(purchase({ corrections: [step(25, 30)] }), wanted(20), now);
    expect(change?.update.set).toMatchObject({
      state: 'correcting',
      corrections: [{ to: 30 }, { id: 'cmd_1', from: 30, to: 20, requestId: 'req_1' }],
      lease: { held: true, fence: 4 },
    });
  });

  it.each([
    ['that is noted', purchase({ corrections: [{ ...step(25, 20), id: 'cmd_1' }], state: 'correcting' }), 20],
    ['to what it is of already', purchase({ corrections: [step(25, 20)] }), 20],
  ])('%s changes nothing', (_case, known, seats) => {
    expect(correct(known, wanted(seats), now)).toBeNull();
  });

  it('waits while seats come or go for another reason', () => {
    for (const state of ['received', 'correcting'] as const)
      expect(() => correct(purchase({ state }), wanted(20), now)).toThrow('just being added or taken');
  });

  it('is refused below what was cancelled, with both numbers', () => {
    const known = purchase({ cancellations: [{ id: 'can_1', quantity: 10 }] });
    expect(correct(known, wanted(10), now)).not.toBeNull();
    expect(() => correct(known, wanted(9), now)).toThrow(
      expect.objectContaining({
        code: 'validation-failed',
        errors: [{ path: 'seats', message: '10 of its 25 seats were cancelled already' }],
        members: { seats: 25, cancelled: 10 },
      }),
    );
  });

  it('is refused after fifty', () => {
    const corrections = Array.from({ length: 50 }, (_, n) => step(n, n + 1));
    expect(() => correct(purchase({ corrections }), wanted(7), now)).toThrow(
      expect.objectContaining({ code: 'validation-failed' }),
    );
  });

  it('that was not to be leaves no trace', () => {
    const first = purchase({ corrections: [step(25, 20)], state: 'correcting' });
    expect(withdraw(first).update).toEqual({ set: { state: 'applied' }, unset: ['lease', 'corrections'] });
    const second = purchase({ corrections: [step(25, 20), step(20, 5)], state: 'correcting' });
    expect(withdraw(second).update).toEqual({
      set: { state: 'applied', corrections: [step(25, 20)] },
      unset: ['lease'],
    });
  });
});

describe('what was corrected', () => {
  const correcting = purchase({
    corrections: [{ ...step(25, 20), requestId: 'req_1' }],
    state: 'correcting',
  });

  it('is told in both accounts, with the request that wanted it', () => {
    const applied = apply(correcting, now);
    expect(applied?.update).toEqual({ set: { state: 'applied' }, unset: ['lease'] });
    const said = { purchaseId: 'inv_8841', product: 'core', quantity: -5, seats: 20, reason: 'A slip' };
    const by = { type: 'user', id: 'usr_operator00' };
    expect(applied?.events).toMatchObject([
      {
        name: purchaseCorrected.name,
        requestId: 'req_1',
        data: { ...said, accountId: told.accountId, actor: { ...by, accountId: 'acc_operators0' } },
      },
      {
        requestId: 'req_1',
        data: { ...said, accountId: 'acc_operators0', actor: by, customerAccountId: told.accountId },
      },
    ]);
    expect(toldOf(correcting, underWay(correcting)!, now)).toHaveLength(2);
  });

  it('is the same purchase when its billing system tells it again, and another one with the corrected number', () => {
    expect(refuseOtherContents(correcting, told)).toBeNull();
    expect(refuseOtherContents(correcting, { ...told, quantity: 20 })?.code).toBe('purchase-conflict');
  });

  it.each([
    ['fewer', step(25, 20), 20, 21],
    ['more', step(25, 30), 30, 31],
  ])('to %s is what can be cancelled', (_case, correction, most, tooMany) => {
    const known = purchase({ corrections: [correction] });
    const cancellation = (quantity: number) => ({ id: 'can_1', product: 'core', quantity });
    expect(cancel(known, cancellation(most))?.update.set.cancellations).toEqual([
      { id: 'can_1', quantity: most },
    ]);
    expect(() => cancel(known, cancellation(tooMany))).toThrow(`of the ${most} of purchase inv_8841`);
  });
});
