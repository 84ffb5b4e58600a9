import {
  type Change,
  Fault,
  type Group,
  type GroupChanges,
  managerPermissions,
  type Permission,
} from '@seatkeeper/contracts';
import type { z } from 'zod';
import { builtInStays, type KnownGroup } from './built-in-groups.js';
import type { StoredGroup } from './groups.schema.js';
import { refuseActingOnStronger, refuseGrant } from './permissions.js';

/** The group as the API shows it. */
export const toGroup = (stored: KnownGroup): Group => ({
  id: stored._id,
  name: stored.name,
  permissions: stored.permissions,
  builtIn: stored.builtIn ?? null,
  managers: stored.managers ?? [],
  secondFactor: stored.secondFactor ?? 'optional',
  externalId: stored.externalId ?? null,
  createdAt: stored.createdAt.toISOString(),
  updatedAt: stored.updatedAt.toISOString(),
  version: stored.version,
});

/** What a request to change a group really changes. The order of permissions means nothing. */
export function groupChanges(stored: StoredGroup, wanted: z.output<typeof GroupChanges>): Change[] {
  const changes: Change[] = [];
  if (wanted.name !== undefined && wanted.name !== stored.name)
    changes.push({ field: 'name', before: stored.name, after: wanted.name });
  if (wanted.permissions && !sameSet(wanted.permissions, stored.permissions))
    changes.push({ field: 'permissions', before: stored.permissions, after: wanted.permissions });
  if (wanted.managers && !sameSet(wanted.managers, stored.managers ?? []))
    changes.push({ field: 'managers', before: stored.managers ?? [], after: wanted.managers });
  const { secondFactor: demand = 'optional' } = stored;
  if (wanted.secondFactor !== undefined && wanted.secondFactor !== demand)
    changes.push({ field: 'secondFactor', before: demand, after: wanted.secondFactor });
  const { externalId = null } = stored;
  if (wanted.externalId !== undefined && wanted.externalId !== externalId)
    changes.push({ field: 'externalId', before: externalId, after: wanted.externalId });
  return changes;
}

/** Refuses a change to who holds less than the group does, or less than it would. */
export const refuseGroupChange = (
  { live, permissions, builtIn, managers }: Pick<KnownGroup, 'live' | 'permissions' | 'builtIn' | 'managers'>,
  held: readonly Permission[],
  wanted: Pick<z.output<typeof GroupChanges>, 'permissions' | 'managers'>,
): Fault | null => {
  if (!live) return Fault.notFound('group');
  if (builtIn) return builtInStays(builtIn);
  return (
    refuseActingOnStronger(held, permissions) ??
    refuseGrant(held, addedPermissions(permissions, wanted.permissions)) ??
    refuseManagers(held, managers, wanted.managers)
  );
};

/** A manager is given what managers may do, and loses it: both is for who holds it of everybody. */
const refuseManagers = (
  held: readonly Permission[],
  before: readonly string[] = [],
  after: readonly string[] = before,
): Fault | null => (sameSet(before, after) ? null : refuseGrant(held, managerPermissions));

/** Who would be a manager and is none yet. */
export const addedManagers = (
  { managers: before = [] }: Pick<StoredGroup, 'managers'>,
  after: readonly string[] | undefined,
): string[] => (after ?? []).filter((id) => !before.includes(id));

/** What members gain by a change: only that has to be held by who makes it. */
export const addedPermissions = (
  before: readonly Permission[],
  after: readonly Permission[] | undefined,
): Permission[] => (after ?? []).filter((permission) => !before.includes(permission));

const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((item) => other.includes(item));
