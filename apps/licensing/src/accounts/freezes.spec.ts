import { systemActor } from '@seatkeeper/contracts';
import type { KnownAccount } from './accounts.schema.js';
import { followInvoices, refuseFrozen } from './freezes.js';
import { namesOf } from './standings.js';

const now = new Date('2027-03-23T10:00:00Z');
const day = (days: number) => new Date(now.getTime() + days * 86_400_000);
const account = (more: Partial<KnownAccount> = {}): KnownAccount => ({
  _id: 'acc_0000000000',
  accountId: 'acc_0000000000',
  version: 1,
  slug: 'acme',
  openedAt: now,
  ...namesOf('acme', undefined),
  policy: { freezeDays: 21 },
  ...more,
});
const follow = (known: KnownAccount, firstDueAt?: Date) => {
  const change = followInvoices(known, firstDueAt, systemActor('test'), now);
  return (
    change && {
      ...change.update.set,
      unset: change.update.unset,
      told: change.events.map(({ name }) => name),
    }
  );
};

describe('what follows from the invoices of an account', () => {
  it.each<[string, KnownAccount, Date | undefined, object | null]>([
    ['nothing without an unpaid one', account(), undefined, null],
    [
      'that an invoice is overdue alone, where nobody decided that more does',
      account({ policy: {} }),
      day(-100),
      { firstDueAt: day(-100), unset: ['freezesAt', 'frozenSince'], told: [] },
    ],
    ['nothing more where that is known', account({ policy: {}, firstDueAt: day(-100) }), day(-100), null],
    [
      'a moment from which nobody new gets a seat',
      account(),
      day(-20),
      { firstDueAt: day(-20), freezesAt: day(1), unset: ['frozenSince'], told: [] },
    ],
    [
      'that nobody new gets a seat, once it has come',
      account({ freezesAt: now }),
      day(-21),
      {
        firstDueAt: day(-21),
        frozenSince: now,
        unset: ['freezesAt'],
        told: ['licensing.claims.frozen.v1'],
      },
    ],
    ['nothing more while it lasts', account({ frozenSince: day(-3), firstDueAt: day(-24) }), day(-24), null],
    [
      'nothing more while it has not come',
      account({ freezesAt: day(1), firstDueAt: day(-20) }),
      day(-20),
      null,
    ],
    [
      'that people get seats again, once it is paid',
      account({ frozenSince: day(-3) }),
      undefined,
      { unset: ['firstDueAt', 'freezesAt', 'frozenSince'], told: ['licensing.claims.released.v1'] },
    ],
    [
      'that people get seats again, once the next unpaid one is younger',
      account({ frozenSince: day(-3) }),
      day(-5),
      {
        firstDueAt: day(-5),
        freezesAt: day(16),
        unset: ['frozenSince'],
        told: ['licensing.claims.released.v1'],
      },
    ],
    [
      'that people get seats again, once an operator decided that nothing follows',
      account({ policy: {}, frozenSince: day(-3) }),
      day(-24),
      { firstDueAt: day(-24), unset: ['freezesAt', 'frozenSince'], told: ['licensing.claims.released.v1'] },
    ],
    [
      'a freeze at once where there is no time',
      account({ policy: { freezeDays: 0 } }),
      now,
      { firstDueAt: now, frozenSince: now, unset: ['freezesAt'], told: ['licensing.claims.frozen.v1'] },
    ],
  ])('%s', (_case, known, firstDueAt, expected) => {
    expect(follow(known, firstDueAt)).toEqual(expected);
  });
});

it('whoever comes new is refused while it lasts, and told since when', () => {
  expect(refuseFrozen(account(), 'core')).toBeNull();
  expect(refuseFrozen(account({ frozenSince: now }), 'core')).toMatchObject({
    code: 'payment-overdue',
    members: { product: 'core', frozenSince: now.toISOString() },
  });
});
