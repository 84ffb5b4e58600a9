import { HALF_TYPED } from '../../design/days.js';
import { hasEnded, keyBody, refuseKeyWish, refuseNewKey, scopesFor } from './api-keys.js';

const me = { id: 'usr_me', permissions: ['users.credentials'] as const };
const robot = { id: 'usr_1', type: 'service', status: 'active' } as const;

it.each([
  ['one makes keys for oneself', { id: 'usr_me', type: 'standard', status: 'active' }, me, null],
  ['nobody makes keys for another person', { ...robot, type: 'standard' }, me, { why: 'person' }],
  ['a service user is given keys', robot, me, null],
  [
    'a service user is given none without the permission',
    robot,
    { id: 'usr_me', permissions: [] },
    { why: 'permission', permission: 'users.credentials' },
  ],
  ['who is banned gets none', { ...robot, status: 'banned' }, me, { why: 'status' }],
] as const)('%s', (_what, person, who, refusal) => {
  expect(refuseNewKey(person, who)).toEqual(refusal);
});

it('offers what both can do', () => {
  expect(scopesFor(['users.read', 'users.ban'], ['records.read', 'users.read'])).toEqual(['users.read']);
});

const wish = { name: ' Payroll ', scopes: ['users.read'] as const, day: '2030-01-31' };

it('lets a key last to the end of the day that was chosen, where the account is', () => {
  const made = { name: 'Payroll', scopes: ['users.read'] };
  expect(keyBody(wish, 'America/Toronto')).toEqual({ ...made, expiresAt: '2030-02-01T04:59:59.999Z' });
  expect(keyBody({ ...wish, day: '' }, 'America/Toronto')).toEqual(made);
});

it.each([
  ['all that it needs', {}, null],
  ['no last day', { day: '' }, null],
  ['a last day that is today', { day: '2026-11-29' }, null],
  ['a last day that has passed', { day: '2026-11-28' }, 'person.key.noDay'],
  ['half a last day', { day: HALF_TYPED }, 'person.key.noDay'],
  ['blanks for a name', { name: ' ' }, 'person.key.noName'],
  ['nothing that it may do', { scopes: [] }, 'person.key.noScope'],
])('a key with %s', (_what, change, refusal) => {
  expect(refuseKeyWish({ ...wish, ...change }, '2026-11-29')).toBe(refusal);
});

it('tells keys that have ended from those that last', () => {
  const now = Date.parse('2026-11-29T10:00:00Z');
  const ends = [null, '2026-11-29T10:00:01Z', '2026-11-29T10:00:00Z'];
  expect(ends.map((expiresAt) => hasEnded({ expiresAt }, now))).toEqual([false, false, true]);
});
