import { Permission } from '@seatkeeper/contracts';
import { changedPermissions, effectOf } from './effects.js';

const hosts = {
  _id: 'grp_hosts',
  name: 'Hosts',
  permissions: ['users.read', 'users.invite'] as Permission[],
};
const readers = { _id: 'grp_readers', name: 'Readers', permissions: ['users.read'] as Permission[] };
const all = Permission.options;
const change = { group: hosts, permissions: ['users.read', 'users.ban'] as Permission[] };
const same = { group: hosts, permissions: hosts.permissions };
const someone = (...groups: string[]) => ({ globalAdmin: false, groups });
const everything = {
  _id: 'grp_admins',
  name: 'Global Admin',
  permissions: all,
  builtIn: 'global-admin' as const,
};
const role = { group: everything, permissions: all };
const admin = { globalAdmin: true, groups: ['grp_hosts'] };

it.each([
  ['a member', someone('grp_hosts'), change, true, ['users.ban'], ['users.invite']],
  ['a member who is taken out', someone('grp_hosts'), same, false, [], ['users.read', 'users.invite']],
  [
    'a member who is taken out and reads by another group',
    someone('grp_hosts', 'grp_readers'),
    same,
    false,
    [],
    ['users.invite'],
  ],
  ['somebody who is put in', someone(), change, true, ['users.read', 'users.ban'], []],
  ['somebody who is put in and reads already', someone('grp_readers'), change, true, ['users.ban'], []],
  ['somebody who stays outside', someone('grp_readers'), change, false, [], []],
  ['a global admin', admin, change, false, [], []],
  [
    'somebody who is made a global admin',
    someone('grp_readers'),
    role,
    true,
    ['users.invite', 'users.ban'],
    [],
  ],
  [
    'a global admin no more',
    { ...admin, groups: ['grp_readers'] },
    role,
    false,
    [],
    ['users.invite', 'users.ban'],
  ],
] as const)(
  '%s gains and loses what nothing else allows',
  (_case, member, wanted, isMember, gained, lost) => {
    const some: Permission[] = ['users.read', 'users.invite', 'users.ban'];
    expect(effectOf(member, [hosts, readers], wanted, isMember, some)).toMatchObject({ gained, lost });
  },
);

it.each([
  ['who is put in and had nothing', someone(), same, true, 2],
  ['who is taken out and has another group', someone('grp_hosts', 'grp_readers'), same, false, 1],
  ['who is taken out and has none', someone('grp_hosts'), same, false, 0],
  [
    'a member of a group that would allow nothing',
    someone('grp_hosts'),
    { group: hosts, permissions: [] },
    true,
    0,
  ],
  ['a global admin, whatever the group allows', admin, { group: hosts, permissions: [] }, true, 3],
] as const)('%s is left with so much', (_case, member, wanted, isMember, remaining) => {
  const some: Permission[] = ['users.read', 'users.invite', 'users.ban'];
  expect(effectOf(member, [hosts, readers], wanted, isMember, some)).toMatchObject({ remaining });
});

it('what cannot be held in the account is neither gained nor lost', () => {
  const approvers = { ...hosts, permissions: ['operator.orders'] as Permission[] };
  const wanted = { group: approvers, permissions: ['users.read', 'seats.purchase'] as Permission[] };
  const holdable = all.filter((each) => each !== 'operator.orders' && each !== 'seats.purchase');
  expect(changedPermissions(wanted, holdable)).toEqual({ added: ['users.read'], removed: [] });
  expect(effectOf(someone('grp_hosts'), [], wanted, true, holdable)).toEqual({
    gained: ['users.read'],
    lost: [],
    remaining: 1,
  });
});
