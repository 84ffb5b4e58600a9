import type { Permission } from '@seatkeeper/contracts';
import { addedPermissions, groupChanges } from './groups.js';
import type { StoredGroup } from './groups.schema.js';

const stored: StoredGroup = {
  _id: 'grp_hosts000',
  accountId: 'acc_harbourlane',
  version: 1,
  name: 'Hosts',
  nameKey: 'hosts',
  permissions: ['users.read', 'users.invite'],
  live: true,
  createdAt: new Date('2026-11-02T09:00:00Z'),
  updatedAt: new Date('2026-11-02T09:00:00Z'),
};

describe('changing a group', () => {
  it.each([
    ['to nothing', {}, []],
    ['to what it is', { name: 'Hosts', permissions: ['users.invite', 'users.read'] }, []],
    ['in the letters of its name', { name: 'HOSTS' }, [{ field: 'name', before: 'Hosts', after: 'HOSTS' }]],
    [
      'in one permission',
      { permissions: ['users.read'] },
      [{ field: 'permissions', before: ['users.read', 'users.invite'], after: ['users.read'] }],
    ],
  ] as [string, { name?: string; permissions?: Permission[] }, unknown[]][])(
    '%s',
    (_case, wanted, changes) => {
      expect(groupChanges(stored, wanted)).toEqual(changes);
    },
  );

  it('gives members only what they did not have', () => {
    expect(addedPermissions(['users.read'], ['users.read', 'users.ban'])).toEqual(['users.ban']);
    expect(addedPermissions(['users.read'], [])).toEqual([]);
    expect(addedPermissions(['users.read'], undefined)).toEqual([]);
  });
});
