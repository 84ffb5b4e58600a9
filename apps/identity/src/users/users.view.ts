import type { Invitation, User, UserReference } from '@seatkeeper/contracts';
import type { Stored } from '@seatkeeper/mongo';
import { toEmailChange } from './email-changes.js';
import { toSeatSuspended } from './seat-suspensions.js';
import type { StoredInvitation } from './user-invitations.schema.js';
import type { StoredUser } from './users.schema.js';

/** What of a stored user is shown: a list need not read the rest, which is as long. */
const SHOWN = [
  'username',
  'userCode',
  'type',
  'status',
  'firstName',
  'lastName',
  'email',
  'title',
  'phones',
  'address',
  'offices',
  'department',
  'seniority',
  'reportsTo',
  'products',
  'groups',
  'globalAdmin',
  'visibility',
  'externalId',
  'customFields',
  'locale',
  'mustChangePassword',
  'invitation',
  'ban',
  'seatSuspensions',
  'waitingSince',
  'arrival',
  'emailChanges',
  'lastActiveAt',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof StoredUser)[];

export type ShownUser = Pick<StoredUser, (typeof SHOWN)[number] | keyof Stored>;

/** What a list in this order reads of each. */
export const shownIn = (sort: readonly (readonly [string, 1 | -1])[]): Record<string, 1> =>
  Object.fromEntries(
    [...SHOWN, 'accountId', 'version', ...sort.map(([field]) => field)].map((field) => [field, 1 as const]),
  );

/** The user as the API and the events show it: no password, no token, no flow. */
export const toUser = (stored: ShownUser): User => ({
  id: stored._id,
  accountId: stored.accountId,
  username: stored.username,
  userCode: stored.userCode ?? null,
  type: stored.type,
  status: stored.status,
  firstName: stored.firstName,
  lastName: stored.lastName,
  email: stored.email,
  emailChange: toEmailChange(stored),
  title: stored.title,
  phones: stored.phones,
  address: stored.address,
  offices: stored.offices.map(({ name }) => name),
  officeIds: stored.offices.map(({ id }) => id),
  department: stored.department?.name ?? null,
  departmentId: stored.department?.id ?? null,
  seniority: stored.seniority?.name ?? null,
  seniorityId: stored.seniority?.id ?? null,
  reportsTo: stored.reportsTo,
  products: stored.products,
  groups: stored.groups,
  globalAdmin: stored.globalAdmin,
  visibility: stored.visibility ?? 'everyone',
  externalId: stored.externalId ?? null,
  customFields: stored.customFields,
  locale: stored.locale,
  mustChangePassword: stored.mustChangePassword,
  invitation: stored.invitation ? toInvitation(stored.invitation) : null,
  ban: stored.ban
    ? {
        reason: stored.ban.reason,
        since: stored.ban.since.toISOString(),
        until: stored.ban.until?.toISOString() ?? null,
      }
    : null,
  seatSuspended: toSeatSuspended(stored),
  waitingSince: stored.waitingSince?.toISOString() ?? null,
  joinsOn: stored.arrival?.on ?? null,
  lastActiveAt: stored.lastActiveAt?.toISOString() ?? null,
  createdAt: stored.createdAt.toISOString(),
  updatedAt: stored.updatedAt.toISOString(),
  version: stored.version,
});

export const toReference = (stored: StoredUser): UserReference => ({
  id: stored._id,
  username: stored.username,
  firstName: stored.firstName,
  lastName: stored.lastName,
  status: stored.status,
  locale: stored.locale,
});

export const toInvitation = ({
  id,
  state,
  sentTo,
  createdAt,
  expiresAt,
  mail,
  reminders,
}: StoredInvitation): Invitation => ({
  id,
  state,
  sentTo,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  mail: { state: mail.state, at: mail.at.toISOString(), ...(mail.reason && { reason: mail.reason }) },
  ...(reminders !== undefined && { reminders }),
});
