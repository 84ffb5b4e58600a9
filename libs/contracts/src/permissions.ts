import { z } from 'zod';

/** What a group can allow. The keys are public API and stored in groups: only added, never renamed. */
export const permissions = {
  'account.update': 'Change name, locale and time zone of the account',
  'users.read': 'See users, their details and their history',
  'users.invite': 'Invite users, resend and revoke invitations, import users',
  'users.update': 'Change profiles, products and groups of users',
  'users.deactivate': 'Deactivate and reactivate users',
  'users.ban': 'Ban and unban users',
  'users.replace': 'Replace one user by another',
  'groups.manage': 'Create, change and delete groups',
  'organisation.manage': 'Create, rename, order and delete offices, departments and seniorities',
  'licenses.read': 'See licences, seats and the ledger',
  'records.read': 'See records and their owners',
  'records.write': 'Register and import records',
  'records.reassign': 'Move records from one owner to others',
  'audit.read': 'Read the audit log',
} as const;

export type Permission = keyof typeof permissions;
export const Permission = z.enum(Object.keys(permissions) as [Permission, ...Permission[]]);
