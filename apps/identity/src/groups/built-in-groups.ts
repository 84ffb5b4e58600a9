import { BuiltInGroup, builtInGroups, Fault, type Permission } from '@seatkeeper/contracts';
import { fold } from '@seatkeeper/text';
import { createHash } from 'node:crypto';
import type { StoredGroup } from './groups.schema.js';

/** A group of an account, its own or one that every account has and nothing stores. */
export type KnownGroup = StoredGroup & { readonly builtIn?: BuiltInGroup };

/** Since when there are any, and the version of what the catalogue says of them: raise it with each change there. */
const SINCE = new Date('2026-11-28T00:00:00Z');
const VERSION = 1;

/** The same for an account at all times, and of no other account; longer than any id that is drawn. */
export const builtInGroupId = (accountId: string, builtIn: BuiltInGroup): string =>
  `grp_${createHash('sha256').update(`${accountId}/${builtIn}`).digest('hex').slice(0, 32)}`;

export const builtInOf = (accountId: string, groupId: string): BuiltInGroup | undefined =>
  BuiltInGroup.options.find((builtIn) => builtInGroupId(accountId, builtIn) === groupId);

export const isGlobalAdminGroup = (accountId: string, groupId: string): boolean =>
  builtInGroupId(accountId, 'global-admin') === groupId;

/** The groups that every account has, in the order of the catalogue; the first allows all that can be held. */
export const builtInGroupsOf = (accountId: string, holdable: readonly Permission[]): KnownGroup[] =>
  BuiltInGroup.options.map((builtIn) => {
    const { name, permissions } = builtInGroups[builtIn];
    return {
      _id: builtInGroupId(accountId, builtIn),
      accountId,
      version: VERSION,
      builtIn,
      name,
      nameKey: fold(name),
      permissions: permissions === 'all' ? [...holdable] : [...permissions],
      live: true,
      createdAt: SINCE,
      updatedAt: SINCE,
    };
  });

/** Whether one would be taken for a group that every account has. */
export const isBuiltInName = (name: string): boolean =>
  Object.values(builtInGroups).some((builtIn) => fold(builtIn.name) === fold(name));

export const builtInStays = (builtIn: BuiltInGroup): Fault =>
  new Fault('built-in-group', {
    detail: `Every account has the group ${builtInGroups[builtIn].name}: create another one for other permissions.`,
    members: { builtIn },
  });
