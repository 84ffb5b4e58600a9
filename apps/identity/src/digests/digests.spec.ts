import type { StoredAccount } from '../accounts/accounts.schema.js';
import { comingUntil, dayOf, digestDueAt, isWorthTelling, nextDigest } from './digests.js';

describe('the next digest', () => {
  it.each([
    ['on Monday morning', 'weekly', '2026-11-05T12:00:00Z', '2026-11-09T07:00:00.000Z'],
    ['on the same Monday before eight', 'weekly', '2026-11-09T05:00:00Z', '2026-11-09T07:00:00.000Z'],
    ['a week later from eight on', 'weekly', '2026-11-09T07:00:00Z', '2026-11-16T07:00:00.000Z'],
    ['the next morning', 'daily', '2026-11-05T12:00:00Z', '2026-11-06T07:00:00.000Z'],
    ['the same morning before eight', 'daily', '2026-11-05T01:00:00Z', '2026-11-05T07:00:00.000Z'],
    ['an hour earlier by the sun in summer', 'weekly', '2026-10-20T12:00:00Z', '2026-10-26T07:00:00.000Z'],
    [
      'looked at again in a week where none is wanted',
      'never',
      '2026-11-09T07:00:00Z',
      '2026-11-16T07:00:00.000Z',
    ],
  ] as const)('is %s', (_case, frequency, now, next) => {
    expect(nextDigest(frequency, 'Europe/Paris', new Date(now)).toISOString()).toBe(next);
  });
});

describe('an account whose time has come', () => {
  const account = (change: Partial<StoredAccount> = {}) => ({
    _id: 'acc_00000001',
    timeZone: 'UTC',
    createdAt: new Date('2025-01-01'),
    digest: { nextAt: new Date('2026-11-09T08:00:00Z'), to: new Date('2026-11-02T08:00:20Z') },
    ...change,
  });
  const at = (now: string, change?: Partial<StoredAccount>) => digestDueAt(account(change), new Date(now));

  it('gets a digest of all since the last one', () => {
    expect(at('2026-11-09T08:00:10Z')).toMatchObject({
      nextAt: new Date('2026-11-16T08:00:00Z'),
      due: { from: new Date('2026-11-02T08:00:20Z'), to: new Date('2026-11-09T08:00:10Z') },
    });
  });

  it.each([
    ['three weeks, after an outage', '2026-11-23T09:00:00Z', {}, '2026-11-02T08:00:20.000Z'],
    ['a month at most', '2027-06-09T09:00:00Z', {}, '2027-05-09T09:00:00.000Z'],
    [
      'a week, where it is the first',
      '2026-11-09T09:00:00Z',
      { digest: { nextAt: new Date('2026-11-09T08:00:00Z') } },
      '2026-11-02T09:00:00.000Z',
    ],
    [
      'no time before there was an account',
      '2026-11-09T09:00:00Z',
      { digest: { nextAt: new Date('2026-11-09T08:00:00Z') }, createdAt: new Date('2026-11-07T10:00:00Z') },
      '2026-11-07T10:00:00.000Z',
    ],
  ])('gets one of %s', (_case, now, change, from) => {
    expect(at(now, change).due?.from.toISOString()).toBe(from);
  });

  it('gets none at night, but in the morning', () => {
    expect(at('2026-11-09T22:00:00Z')).toEqual({ nextAt: new Date('2026-11-10T08:00:00Z'), due: null });
  });

  it.each([
    ['wants none', { policies: { digest: 'never' as const } }],
    ['is suspended', { suspension: { since: new Date(), reason: 'x' } }],
    [
      'nobody has confirmed',
      { confirmation: { id: 'c', tokenHash: 't', userId: 'u', sentTo: 's', expiresAt: new Date() } },
    ],
    ['was only just planned', { digest: {} }],
  ])('gets none where it %s', (_case, change) => {
    expect(at('2026-11-09T09:00:00Z', change)).toEqual({
      nextAt: new Date('2026-11-16T08:00:00Z'),
      due: null,
    });
  });

  it('has one name for the digest of a period, and another for the next', () => {
    const [one, same] = [at('2026-11-09T08:00:10Z'), at('2026-11-09T08:05:00Z')];
    expect(one.due?.id).toBe(same.due?.id);
    const next = at('2026-11-16T08:00:10Z', { digest: { nextAt: one.nextAt } });
    expect(next.due?.id).not.toBe(one.due?.id);
  });
});

describe('what is worth telling', () => {
  const until = new Date('2026-11-16T08:00:00Z');
  const none = { joined: 0, left: 0, banned: 0, endingInvitations: 0, returnedInvitations: 0, leavings: 0 };
  const core = { product: 'core', purchased: 20, used: 20, waiting: 0, changes: [] };
  const renewal = (at: string) => ({ ...core, changes: [{ kind: 'renewal' as const, at, seats: 0 }] });
  it.each([
    ['nothing at all', null, null, false],
    ['seats that stay as they are', none, [core], false],
    ['somebody who joined', { ...none, joined: 1 }, [core], true],
    ['a leaving to come', { ...none, leavings: 1 }, null, true],
    ['somebody who waits', null, [{ ...core, waiting: 1 }], true],
    ['a term that is over in the next period', none, [renewal('2026-11-14T00:00:00Z')], true],
    ['a term that is over later', none, [renewal('2026-11-30T00:00:00Z')], false],
  ])('%s', (_case, people, licences, expected) => {
    expect(isWorthTelling({ people, licences }, until)).toBe(expected);
  });
});

it('what is to come is as long as the period, and ends with a day of the account', () => {
  const to = new Date('2026-11-09T23:30:00Z');
  expect(comingUntil('daily', { to })).toEqual(new Date('2026-11-10T23:30:00Z'));
  expect(comingUntil('weekly', { to })).toEqual(new Date('2026-11-16T23:30:00Z'));
  expect(dayOf(to, 'Europe/Paris')).toBe('2026-11-10');
});
