import {
  BuiltInGroup,
  builtInGroups,
  GroupId,
  isOperatorPermission,
  Permission,
} from '@seatkeeper/contracts';
import { builtInGroupId, builtInGroupsOf, builtInOf, isBuiltInName } from './built-in-groups.js';

const [one, other] = ['acc_harbourlane', 'acc_lighthouse'];

it('each account has its own ids, the same at all times, and no two are alike', () => {
  const ids = [one, other].flatMap((account) =>
    BuiltInGroup.options.map((key) => builtInGroupId(account, key)),
  );
  expect(new Set(ids).size).toBe(8);
  for (const id of ids) expect(GroupId.safeParse(id).success).toBe(true);
  expect(builtInGroupId(one, 'member')).toBe(builtInGroupId(one, 'member'));
  expect(builtInOf(one, builtInGroupId(one, 'user-admin'))).toBe('user-admin');
  expect(builtInOf(other, builtInGroupId(one, 'user-admin'))).toBeUndefined();
});

it('Global Admin allows all that can be held, and no other one as much or anything of all accounts', () => {
  const holdable = Permission.options.filter((permission) => !isOperatorPermission(permission));
  const [admins, ...others] = builtInGroupsOf(one, holdable);
  expect(admins).toMatchObject({ builtIn: 'global-admin', permissions: holdable });
  for (const { permissions } of others) {
    expect(holdable).toEqual(expect.arrayContaining(permissions));
    expect(permissions.length).toBeLessThan(holdable.length);
  }
});

it.each([
  ['Member', true],
  ['gLOBAL aDMIN', true],
  ['Members', false],
])('a group named %s would be taken for one of them: %s', (name, isTaken) => {
  expect(isBuiltInName(name)).toBe(isTaken);
});

it('what they allow is written down once more, so that nobody changes it for all accounts by the way', () => {
  const { 'global-admin': role, ...others } = builtInGroups;
  expect(role.permissions).toBe('all');
  expect(Object.values(others).map(({ permissions }) => permissions.length)).toEqual([14, 2, 2]);
});
