import type { Change, Group, GroupChanges, Permission } from '@seatkeeper/contracts';
import type { z } from 'zod';
import type { StoredGroup } from './groups.schema.js';

/** The group as the API shows it. */
export const toGroup = (stored: StoredGroup): Group => ({
  id: stored._id,
  name: stored.name,
  permissions: stored.permissions,
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
  return changes;
}

/** What members gain by a change: only that has to be held by who makes it. */
export const addedPermissions = (
  before: readonly Permission[],
  after: readonly Permission[] | undefined,
): Permission[] => (after ?? []).filter((permission) => !before.includes(permission));

const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((item) => other.includes(item));
