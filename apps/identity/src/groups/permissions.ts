import { Fault, isOperatorPermission, Permission, permissions } from '@seatkeeper/contracts';

/** What decides over the permissions of a user. */
export interface Member {
  globalAdmin: boolean;
  groups: readonly string[];
}

export interface GrantingGroup {
  _id: string;
  name: string;
  permissions: readonly Permission[];
}

export interface PermissionSource {
  permission: Permission;
  via: string[];
}

/** What can be held in an account at all: what concerns all accounts only in the operators' own, not even by its admin. */
export const holdable = (accountId: string, operatorAccount: string): Permission[] =>
  Permission.options.filter(
    (permission) => !isOperatorPermission(permission) || accountId === operatorAccount,
  );

/** What of it can be held in an account: who comes from another brings along nothing that its own people could not have. */
export const within = (held: readonly Permission[], holdable: readonly Permission[]): Permission[] =>
  held.filter((permission) => holdable.includes(permission));

/** Each permission a user has among those that can be held, in their order, with everything it comes from. */
export function explainPermissions(
  member: Member,
  groups: readonly GrantingGroup[],
  holdable: readonly Permission[],
): PermissionSource[] {
  const own = groups
    .filter(({ _id }) => member.groups.includes(_id))
    .toSorted((one, other) => one.name.localeCompare(other.name));
  return holdable
    .map((permission) => ({
      permission,
      via: [
        ...(member.globalAdmin ? ['global-admin'] : []),
        ...own.filter((group) => group.permissions.includes(permission)).map(({ name }) => name),
      ],
    }))
    .filter(({ via }) => via.length > 0);
}

/** The union over the groups of a user; a global admin holds all that can be held. */
export const effectivePermissions = (
  member: Member,
  groups: readonly GrantingGroup[],
  holdable: readonly Permission[],
): Permission[] => explainPermissions(member, groups, holdable).map(({ permission }) => permission);

/** Says by its name which permission is missing, as every door does. */
export const refuseWithout = (held: readonly Permission[], permission: Permission): Fault | null =>
  held.includes(permission) ? null : Fault.withoutPermission(permission);

/** Nobody gives away what they do not hold: one could make oneself anything through a group. */
export const refuseGrant = (held: readonly Permission[], granted: readonly Permission[]): Fault | null =>
  refuseBeyond(held, granted, 'Only who holds a permission can grant it');

/** Nobody acts upon a person or a group that holds more: one could become anything through them, or stop who watches. */
export const refuseActingOnStronger = (
  held: readonly Permission[],
  theirs: readonly Permission[],
): Fault | null =>
  refuseBeyond(held, theirs, 'Only who holds every permission of a person or group can do this to them');

function refuseBeyond(
  held: readonly Permission[],
  needed: readonly Permission[],
  rule: string,
): Fault | null {
  const missing = needed.filter((permission) => !held.includes(permission));
  const [first] = missing;
  if (!first) return null;
  return new Fault('forbidden', {
    detail: `${rule}: ${missing.join(', ')} (${permissions[first].toLowerCase()}${missing.length > 1 ? ', …' : ''}).`,
    members: { permission: first, missing },
  });
}
