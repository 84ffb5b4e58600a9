import { changesOf, lockedOut, losesGroups, mergeDrafts } from './group-drafts.js';
import type { Effect } from './group-queries.js';

const base = { permissions: ['users.read', 'users.ban'] as const, managers: ['usr_1'] };
const group = { permissions: [...base.permissions], managers: [...base.managers] };

it.each([
  ['nothing', group, {}],
  ['the order alone', { ...group, permissions: ['users.ban', 'users.read'] as const }, {}],
  ['a permission', { ...group, permissions: ['users.read'] as const }, { permissions: ['users.read'] }],
  ['managers', { ...group, managers: [] }, { managers: [] }],
])('where %s was changed, that is said', (_what, draft, changes) => {
  expect(changesOf(group, draft)).toEqual(changes);
});

it('does what was done here once more to what somebody else has made of the group meanwhile', () => {
  const mine = { permissions: ['users.read', 'users.invite'] as const, managers: ['usr_1', 'usr_2'] };
  const now = { permissions: ['users.read', 'users.ban', 'audit.read'] as Effect['gained'], managers: [] };
  expect(mergeDrafts(mine, group, now)).toEqual({
    permissions: ['users.read', 'audit.read', 'users.invite'],
    managers: ['usr_2'],
  });
});

it('keeps what was ticked and taken away while the save was on its way', () => {
  const sent = { permissions: ['users.read', 'users.invite'] as const, managers: ['usr_1'] };
  const mine = { permissions: ['users.invite', 'audit.read'] as const, managers: ['usr_1', 'usr_2'] };
  const saved = { permissions: ['users.read', 'users.invite'] as Effect['gained'], managers: ['usr_1'] };
  const draft = mergeDrafts(mine, sent, saved);
  expect(draft).toEqual({ permissions: ['users.invite', 'audit.read'], managers: ['usr_1', 'usr_2'] });
  expect(changesOf(saved, draft)).toEqual(draft);
});

const effect = (userId: string, lost: Effect['lost'], remaining?: number): Effect => ({
  userId,
  username: `${userId}@x.example`,
  firstName: 'A',
  lastName: 'B',
  status: 'active',
  gained: [],
  lost,
  ...(remaining !== undefined && { remaining }),
});

it('tells who could do nothing any more; not who could do nothing before, and not where the server does not say', () => {
  const effects = [
    effect('usr_all', ['users.read'], 0),
    effect('usr_some', ['users.read'], 2),
    effect('usr_never', [], 0),
    effect('usr_unknown', ['users.read']),
  ];
  expect(lockedOut(effects).map(({ userId }) => userId)).toEqual(['usr_all']);
});

it('tells whoever saves that they could not take it back', () => {
  const effects = [effect('usr_me', ['groups.manage'], 3), effect('usr_1', ['users.read'], 1)];
  expect([losesGroups(effects, 'usr_me'), losesGroups(effects, 'usr_1')]).toEqual([true, false]);
});
