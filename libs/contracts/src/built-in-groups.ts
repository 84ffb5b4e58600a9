import { z } from 'zod';
import type { Permission } from './permissions.js';

interface BuiltIn {
  /** In plain English; who shows it in another language goes by the key. */
  readonly name: string;
  /** `all` that can be held in the account: the role of a global admin. */
  readonly permissions: readonly Permission[] | 'all';
}

/**
 * Groups that every account has, in the order in which they are listed. The keys are public API and the ids are made of
 * them: only added, never renamed. What they allow is this text, in every account and at once.
 */
export const builtInGroups = {
  'global-admin': { name: 'Global Admin', permissions: 'all' },
  'user-admin': {
    name: 'User Admin',
    permissions: [
      'users.read',
      'users.invite',
      'users.update',
      'users.deactivate',
      'users.ban',
      'users.replace',
      'users.credentials',
      'groups.manage',
      'organisation.manage',
      'licenses.read',
      'records.read',
      'records.reassign',
      'deliveries.read',
      'deliveries.retry',
    ],
  },
  'billing-admin': { name: 'Billing Admin', permissions: ['licenses.read', 'seats.purchase'] },
  member: { name: 'Member', permissions: ['users.read', 'records.read'] },
} as const satisfies Record<string, BuiltIn>;

export type BuiltInGroup = keyof typeof builtInGroups;
export const BuiltInGroup = z.enum(Object.keys(builtInGroups) as [BuiltInGroup, ...BuiltInGroup[]]);
