import { endOfDay, hasEnded, refuseNewKey, scopesFor } from './api-keys.js';

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

it('lets a key last to the end of the day that was chosen', () => {
  const end = endOfDay('2030-01-31');
  expect(new Date(end!).getTime()).toBe(new Date(2030, 0, 31, 23, 59, 59).getTime());
  expect([endOfDay(''), endOfDay('next year')]).toEqual([undefined, undefined]);
});

it('tells keys that have ended from those that last', () => {
  const now = Date.parse('2026-11-29T10:00:00Z');
  const ends = [null, '2026-11-29T10:00:01Z', '2026-11-29T10:00:00Z'];
  expect(ends.map((expiresAt) => hasEnded({ expiresAt }, now))).toEqual([false, false, true]);
});
