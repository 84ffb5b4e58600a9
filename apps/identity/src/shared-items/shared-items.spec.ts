import { builtInGroupId, type KnownGroup } from '../groups/built-in-groups.js';
import type { StoredUser } from '../users/users.schema.js';
import { groupIdsOf, havingOf, itemChanges, standingOf, touchedGroups } from './shared-items.js';

const at = new Date('2026-11-22T12:00:00Z');
const by = { type: 'user' as const, id: 'usr_ann' };
const group = (id: string, name: string) => ({ _id: id, name }) as KnownGroup;
const [tax, law] = [group('grp_tax', 'Tax'), group('grp_law', 'Law')];
const item = { _id: 'shi_1', groups: ['grp_tax', 'grp_law'] };

const holder = (given: Partial<StoredUser>) => ({
  accountId: 'acc_1',
  status: 'active' as const,
  groups: [],
  globalAdmin: false,
  ...given,
});
const decided = (decision: 'added' | 'removed') => ({ sharedItems: [{ id: 'shi_1', decision, by, at }] });

it.each([
  ['who is in no group that has it', {}, [], false],
  ['the member of one group', {}, [tax], true],
  ['whom it was given', decided('added'), [], true],
  ['the member from whom it was taken', decided('removed'), [tax], false],
  ['who has left, member or not', { status: 'deactivated' as const, ...decided('added') }, [tax], false],
  ['who is only about to come', { status: 'pending' as const }, [tax], false],
  ['who is banned', { status: 'banned' as const }, [tax], true],
])('%s has it or not', (_case, given, groups, shared) => {
  const user = holder(given);
  expect(standingOf(item, user, groups).shared).toBe(shared);
  const { groups: ids, added, removed } = havingOf(user, groups);
  const isListed =
    (ids.some((id) => item.groups.includes(id)) || added.includes(item._id)) && !removed.includes(item._id);
  expect(isListed).toBe(shared);
});

it('says every group it comes from by name, and who decided otherwise and when', () => {
  expect(standingOf(item, holder(decided('removed')), [tax, law])).toEqual({
    shared: false,
    via: [
      { id: 'grp_law', name: 'Law' },
      { id: 'grp_tax', name: 'Tax' },
    ],
    override: { decision: 'removed', by, at: at.toISOString() },
  });
});

it('a global admin is a member of the group of the role', () => {
  const role = builtInGroupId('acc_1', 'global-admin');
  expect(groupIdsOf(holder({ groups: ['grp_tax'], globalAdmin: true }))).toEqual(['grp_tax', role]);
});

it('the same groups in another order are no change, and what is given or taken counts as touched', () => {
  const before = { name: 'Intake', groups: ['a', 'b'] };
  expect(itemChanges(before, { name: 'Intake', groups: ['b', 'a'] })).toEqual([]);
  expect(itemChanges(before, { groups: ['b', 'c'] })).toEqual([
    { field: 'groups', before: ['a', 'b'], after: ['b', 'c'] },
  ]);
  expect(touchedGroups(before.groups, ['b', 'c'])).toEqual(['c', 'a']);
  expect(touchedGroups(before.groups)).toEqual([]);
});
