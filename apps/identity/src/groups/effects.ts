import type { BuiltInGroup, Permission } from '@seatkeeper/contracts';
import { effectivePermissions, type GrantingGroup, type Member } from './permissions.js';

/** A group as it is, and the permissions that it would have. */
export interface GroupChange {
  readonly group: GrantingGroup & { readonly builtIn?: BuiltInGroup };
  readonly permissions: readonly Permission[];
}

/** Permissions that a group would gain and lose, of those that can be held. */
export const changedPermissions = (
  { group, permissions }: GroupChange,
  holdable: readonly Permission[],
): { added: Permission[]; removed: Permission[] } => ({
  added: holdable.filter((each) => permissions.includes(each) && !group.permissions.includes(each)),
  removed: holdable.filter((each) => group.permissions.includes(each) && !permissions.includes(each)),
});

/** What somebody gains and loses by a change of a group, of which they would be a member afterwards or not, and how much is left. */
export function effectOf(
  member: Member,
  groups: readonly GrantingGroup[],
  { group, permissions }: GroupChange,
  isMember: boolean,
  holdable: readonly Permission[],
): { gained: Permission[]; lost: Permission[]; remaining: number } {
  const others = groups.filter(({ _id }) => _id !== group._id);
  const rest = member.groups.filter((id) => id !== group._id);
  const before = effectivePermissions(member, [...others, group], holdable);
  // Its members are those who have the role, and it is never among somebody's groups.
  const isRole = group.builtIn === 'global-admin';
  const after = effectivePermissions(
    isRole
      ? { ...member, globalAdmin: isMember }
      : { ...member, groups: isMember ? [...rest, group._id] : rest },
    [...others, { ...group, permissions }],
    holdable,
  );
  return {
    gained: after.filter((each) => !before.includes(each)),
    lost: before.filter((each) => !after.includes(each)),
    remaining: after.length,
  };
}
