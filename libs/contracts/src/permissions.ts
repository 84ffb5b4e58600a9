import { z } from 'zod';

/** What a group can allow. The keys are public API and stored in groups: only added, never renamed. */
export const permissions = {
  'account.update': 'Change name, locale, time zone and policies of the account',
  'account.sign-on':
    'See and try connections to identity providers for single sign-on; only a global admin makes and changes them',
  'accounts.affiliates':
    'See accounts below the own one and act in them; open, move and let go of them, and ask others to become one',
  'users.read': 'See users, their details and their history',
  'users.invite': 'Invite users, resend and revoke invitations, import users',
  'users.update': 'Change profiles, products and groups of users',
  'users.deactivate': 'Deactivate and reactivate users',
  'users.ban': 'Ban and unban users',
  'users.replace': 'Replace one user by another',
  'users.credentials':
    'See and end sessions and API keys of users, make keys of service users, reset passwords or demand new ones',
  'users.privacy': 'See users beyond the own visibility, for a reason that the audit log keeps',
  'views.share': 'Save, change, order and delete the views of the list of people that everybody is offered',
  'groups.manage': 'Create, change and delete groups',
  'organisation.manage':
    'Create, rename, order and delete offices, departments, seniorities and custom fields',
  'shared-items.manage':
    'Register, rename and remove what can be shared, and say which groups and people have it',
  'licenses.read': 'See licences, seats and the ledger',
  'seats.purchase': 'Order seats, plans, modules and add-ons; see orders and invoices',
  'records.read': 'See records and their owners',
  'records.write': 'Register and import records, and change all of them but their owners',
  'records.reassign': 'Move records from one owner to others',
  'audit.read': 'Read the audit log',
  'deliveries.read': 'See mails, to whom they went and what became of them; never what they say',
  'deliveries.retry': 'Have mails that failed sent once more',
  'webhooks.manage':
    'Have events of the account sent to addresses elsewhere, with the people, seats and records they tell of; see what was sent',
  'operator.orders': 'See and approve the orders of all accounts',
  'operator.accounts': 'See all accounts, how they stand and what licences they have',
  'operator.purchases': 'See the purchases of all accounts, and correct how many seats they are of',
  'operator.suspend': 'Suspend any account, so that nobody of it signs in, and resume it',
  'operator.deliveries': 'See what became of the mails of all accounts, without names and addresses',
  'operator.stuck': 'See what does not get on in the services, of all accounts',
  'operator.dead-letters':
    'See events that no service could handle, have them handled once more, or drop them',
} as const;

export type Permission = keyof typeof permissions;
/** What only the vendor's own people can hold, in the account that is set to be theirs; elsewhere nobody does. */
export const isOperatorPermission = (permission: Permission): boolean => permission.startsWith('operator.');

/** What the manager of a group may do, and only with the people of that group. */
export const managerPermissions: readonly Permission[] = [
  'users.read',
  'users.invite',
  'users.update',
  'users.deactivate',
  'users.ban',
];

export const Permission = z.enum(Object.keys(permissions) as [Permission, ...Permission[]]);
