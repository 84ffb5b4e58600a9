import { accountsThat } from './accounts.filters.js';
import type { KnownAccount } from './accounts.schema.js';
import { hear, namesOf, orderOf, standingOf, toOperatedAccount } from './standings.js';

const now = new Date('2027-03-23T10:00:00Z');
const day = (days: number) => new Date(now.getTime() + days * 86_400_000);
const account = (more: Partial<KnownAccount> = {}): KnownAccount => ({
  _id: 'acc_0000000000',
  accountId: 'acc_0000000000',
  version: 1,
  slug: 'acme',
  openedAt: now,
  ...namesOf('acme', undefined),
  ...more,
});

it.each<[string, Partial<KnownAccount>, string[]]>([
  ['one that bought something and owes nothing', { billedBy: 'seatkeeper' }, []],
  ['one that bought nothing', { trial: true }, ['trial']],
  ['one with an invoice that is due tomorrow', { firstDueAt: day(1) }, []],
  ['one with an invoice that was due just now', { firstDueAt: now }, ['overdue']],
  [
    'one with everything',
    {
      trial: true,
      overAllocatedSince: now,
      firstDueAt: day(-30),
      frozenSince: now,
      suspendedSince: now,
    },
    ['trial', 'over-allocated', 'overdue', 'frozen', 'suspended'],
  ],
])('%s stands so', (_case, more, standing) => {
  expect(standingOf(account(more), now)).toEqual(standing);
});

it('an invoice that is not due yet is no date of an overdue one', () => {
  expect(toOperatedAccount(account({ firstDueAt: day(1) }), now)).not.toHaveProperty('overdueSince');
  expect(toOperatedAccount(account({ firstDueAt: day(-1) }), now)).toMatchObject({
    overdueSince: day(-1).toISOString(),
  });
});

describe('what identity says of an account', () => {
  const told = (version: number) => ({ name: 'Ærø Works', timeZone: 'UTC', version });
  it('makes it found by its name and its slug', () => {
    expect(hear(account(), told(1))?.update.set).toMatchObject({
      name: 'Ærø Works',
      search: expect.arrayContaining(['acme', 'works']),
      toldVersion: 1,
    });
  });

  it.each([
    ['an older version', { toldVersion: 2, name: 'Acme' }, 1, false],
    ['the same version', { toldVersion: 2, name: 'Acme' }, 2, false],
    ['the same version, of which no name is known', { toldVersion: 2 }, 2, true],
    ['a newer version', { toldVersion: 2, name: 'Acme' }, 3, true],
  ])('counts as %s: %#', (_case, known, version, counts) => {
    expect(hear(account(known), told(version)) !== null).toBe(counts);
  });
});

it('a list goes by name, unless it says otherwise', () => {
  expect(orderOf()).toEqual([['nameKey', 1]]);
  expect(orderOf('-openedAt,name')).toEqual([
    ['openedAt', -1],
    ['nameKey', 1],
  ]);
});

it('words and a standing are looked for together', () => {
  expect(accountsThat({ text: 'acme', standing: 'frozen' }, now)).toEqual({
    $and: [{ search: { $elemMatch: { $gte: 'acme', $lt: expect.any(String) } } }],
    frozenSince: { $exists: true },
  });
  expect(accountsThat({}, now)).toEqual({});
});
