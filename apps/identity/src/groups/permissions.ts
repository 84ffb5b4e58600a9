import { Fault, Permission, permissions } from '@seatkeeper/contracts';

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

const CATALOGUE = Permission.options;

/** Each permission a user has, in the order of the catalogue, with everything it comes from. */
export function explainPermissions(member: Member, groups: readonly GrantingGroup[]): PermissionSource[] {
  const own = groups
    .filter(({ _id }) => member.groups.includes(_id))
    .toSorted((one, other) => one.name.localeCompare(other.name));
  return CATALOGUE.map((permission) => ({
    permission,
    via: [
      ...(member.globalAdmin ? ['global-admin'] : []),
      ...own.filter((group) => group.permissions.includes(permission)).map(({ name }) => name),
    ],
  })).filter(({ via }) => via.length > 0);
}

/** The union over the groups of a user; a global admin holds all. */
export const effectivePermissions = (member: Member, groups: readonly GrantingGroup[]): Permission[] =>
  explainPermissions(member, groups).map(({ permission }) => permission);

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
