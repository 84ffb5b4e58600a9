import { Permission } from '@seatkeeper/contracts';
import {
  effectivePermissions,
  explainPermissions,
  holdable,
  refuseActingOnStronger,
  refuseGrant,
  within,
} from './permissions.js';

const readers = {
  _id: 'grp_readers',
  name: 'Readers',
  permissions: ['users.read', 'audit.read'] as Permission[],
};
const hosts = {
  _id: 'grp_hosts',
  name: 'Hosts',
  permissions: ['users.invite', 'users.read'] as Permission[],
};
const groups = [readers, hosts];

describe('the permissions of a user', () => {
  it.each([
    ['in no group', { globalAdmin: false, groups: [] }, []],
    ['in one group', { globalAdmin: false, groups: ['grp_readers'] }, ['users.read', 'audit.read']],
    [
      'in two groups that overlap',
      { globalAdmin: false, groups: ['grp_hosts', 'grp_readers'] },
      ['users.read', 'users.invite', 'audit.read'],
    ],
    ['in a group that is gone', { globalAdmin: false, groups: ['grp_gone'] }, []],
    ['who is a global admin', { globalAdmin: true, groups: [] }, Permission.options],
  ])('%s', (_case, member, expected) => {
    expect(effectivePermissions(member, groups, Permission.options)).toEqual(expected);
  });

  it('are explained with every group they come from, and with the role that holds all', () => {
    const explained = explainPermissions(
      { globalAdmin: true, groups: ['grp_readers', 'grp_hosts'] },
      groups,
      Permission.options,
    );
    expect(explained).toHaveLength(Permission.options.length);
    expect(explained).toContainEqual({ permission: 'users.read', via: ['global-admin', 'Hosts', 'Readers'] });
    expect(explained).toContainEqual({ permission: 'users.ban', via: ['global-admin'] });
  });
});

describe('what concerns all accounts', () => {
  const approvers = {
    _id: 'grp_approvers',
    name: 'Approvers',
    permissions: ['operator.orders'] as Permission[],
  };
  const inGroup = { globalAdmin: false, groups: ['grp_approvers'] };

  it.each([
    ['in the account of the operators', 'acc_operators', 'acc_operators', true],
    ['in any other account', 'acc_customers', 'acc_operators', false],
    ['while no account is that of the operators', 'acc_customers', '', false],
    ['in no account, as none is set', '', 'acc_operators', false],
  ])('%s', (_case, account, operators, held) => {
    const here = holdable(account, operators);
    expect(here.includes('operator.orders')).toBe(held);
    expect(here).toContain('users.invite');
    expect(effectivePermissions(inGroup, [approvers], here)).toEqual(held ? ['operator.orders'] : []);
  });

  it('an operator who acts in an account below theirs does not bring along', () => {
    const here = holdable('acc_customers', 'acc_operators');
    expect(within(['operator.orders', 'users.read'], here)).toEqual(['users.read']);
  });
});

describe('granting', () => {
  it.each([
    ['what one holds', ['users.read', 'users.ban'], ['users.ban'], null],
    ['nothing', [], [], null],
    ['what one does not hold', ['users.read'], ['users.read', 'users.ban'], 'users.ban'],
    ['anything while holding nothing', [], ['audit.read'], 'audit.read'],
  ] as [string, Permission[], Permission[], string | null][])('%s', (_case, held, granted, missing) => {
    const fault = refuseGrant(held, granted);
    expect(fault?.code ?? null).toBe(missing ? 'forbidden' : null);
    expect(fault?.members?.['permission'] ?? null).toBe(missing);
  });
});

describe('acting upon a person or a group', () => {
  it.each([
    ['that holds nothing', [], [], null],
    ['that holds the same', ['users.read', 'users.ban'], ['users.ban', 'users.read'], null],
    ['that holds less', ['users.read', 'users.ban'], ['users.ban'], null],
    ['that holds more', ['users.read'], ['users.read', 'audit.read'], 'audit.read'],
    ['that holds something else', ['users.read'], ['audit.read'], 'audit.read'],
  ] as [string, Permission[], Permission[], string | null][])('%s', (_case, held, theirs, missing) => {
    expect(refuseActingOnStronger(held, theirs)?.members?.['permission'] ?? null).toBe(missing);
  });
});
