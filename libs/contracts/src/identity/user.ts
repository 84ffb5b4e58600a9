import { z } from 'zod';
import { Actor, Change } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import {
  AccountId,
  CommandId,
  DepartmentId,
  GroupId,
  InvitationId,
  OfficeId,
  ReassignmentId,
  SeniorityId,
  UserId,
} from '../ids.js';
import { claimRefusals } from '../licensing/license.js';
import { PageRequest, pageOf, sortOf } from '../pages.js';
import {
  line,
  Locale,
  MailAddress,
  PersonName,
  Product,
  Timestamp,
  NewUsername,
  UserStatus,
} from '../people.js';
import { Permission } from '../permissions.js';
import { Distribution } from '../reassignment/plan.js';

/** Statuses in which a standard user holds one seat of each of the products. */
export const SEAT_HOLDING: readonly UserStatus[] = ['invited', 'active', 'banned'];

export const UserType = z.enum(['standard', 'service']);

export const InvitationState = z.enum(['open', 'accepted', 'expired', 'revoked']);
export const InvitationMailState = z.enum(['queued', 'sent', 'failed']);

export const Invitation = z.object({
  id: InvitationId,
  state: InvitationState,
  sentTo: z.string(),
  createdAt: Timestamp,
  expiresAt: Timestamp,
  mail: z.object({
    state: InvitationMailState,
    at: Timestamp,
    /** What the mail server said, when it refused. */
    reason: z.string().optional(),
  }),
});
export type Invitation = z.infer<typeof Invitation>;

const CustomFieldValue = z.union([z.string().max(1_000), z.number(), z.boolean()]);
const fieldName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, 'Letters, digits, _ and -, at most 40');
const phone = line(40);

export const Phones = z.strictObject({
  office: phone.optional(),
  extension: line(10).optional(),
  cell: phone.optional(),
});

export const Address = z.strictObject({
  street: line(200).optional(),
  city: line(100).optional(),
  region: line(100).optional(),
  postalCode: line(20).optional(),
  country: line(100).optional(),
});

/** A person or machine identity of one account, as the API shows it. */
export const User = z.object({
  id: UserId,
  accountId: AccountId,
  username: z.string(),
  userCode: z.string().nullable(),
  type: UserType,
  status: UserStatus,
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  title: z.string().nullable(),
  phones: z.object({ office: z.string(), extension: z.string(), cell: z.string() }).partial(),
  address: z
    .object({
      street: z.string(),
      city: z.string(),
      region: z.string(),
      postalCode: z.string(),
      country: z.string(),
    })
    .partial(),
  /** The names, which are the units' own: a rename reaches everybody. The ids stay, in the same order. */
  offices: z.array(z.string()),
  officeIds: z.array(OfficeId).default([]),
  department: z.string().nullable(),
  departmentId: DepartmentId.nullable().default(null),
  seniority: z.string().nullable(),
  seniorityId: SeniorityId.nullable().default(null),
  reportsTo: UserId.nullable(),
  products: z.array(Product),
  groups: z.array(GroupId),
  globalAdmin: z.boolean(),
  customFields: z.record(z.string(), CustomFieldValue),
  locale: Locale,
  mustChangePassword: z.boolean(),
  invitation: Invitation.nullable(),
  ban: z.object({ reason: z.string(), since: Timestamp, until: Timestamp.nullable() }).nullable(),
  waitingSince: Timestamp.nullable(),
  lastActiveAt: Timestamp.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  version: z.int(),
});
export type User = z.infer<typeof User>;

const unique = <T extends z.ZodType>(item: T, max: number) =>
  z
    .array(item)
    .max(max)
    .refine((items) => new Set(items).size === items.length, 'Names something twice');

/** What may be said of a user besides username and names, when inviting and when changing. */
const profile = {
  email: MailAddress.optional(),
  title: line(100).nullable().optional(),
  phones: Phones.optional(),
  address: Address.optional(),
  /** Offices, department and seniority by name or id. A name that is new to the account becomes a unit of it. */
  offices: unique(line(100), 50).optional(),
  department: line(100).nullable().optional(),
  seniority: line(100).nullable().optional(),
  reportsTo: UserId.nullable().optional(),
  groups: unique(GroupId, 100).optional(),
  globalAdmin: z.boolean().optional(),
  customFields: z.record(fieldName, CustomFieldValue).optional(),
  locale: Locale.optional(),
};

export const NewUser = z.strictObject({
  username: NewUsername,
  firstName: PersonName,
  lastName: PersonName,
  type: UserType.default('standard'),
  products: unique(Product, 20).min(1, 'Name at least one product').optional(),
  ...profile,
});
export type NewUser = z.infer<typeof NewUser>;

const PhonesPatch = z.strictObject({
  office: phone.nullable().optional(),
  extension: line(10).nullable().optional(),
  cell: phone.nullable().optional(),
});

const AddressPatch = z.strictObject({
  street: line(200).nullable().optional(),
  city: line(100).nullable().optional(),
  region: line(100).nullable().optional(),
  postalCode: line(20).nullable().optional(),
  country: line(100).nullable().optional(),
});

/** JSON Merge Patch (RFC 7396): null removes; inside phones, address and customFields it removes one entry. */
export const UserChanges = z.strictObject({
  ...profile,
  username: NewUsername.optional(),
  firstName: PersonName.optional(),
  lastName: PersonName.optional(),
  products: unique(Product, 20).min(1, 'Name at least one product').optional(),
  phones: PhonesPatch.nullable().optional(),
  address: AddressPatch.nullable().optional(),
  customFields: z.record(fieldName, CustomFieldValue.nullable()).nullable().optional(),
  /** A genuine correction of username and name at once; needs a global admin and is audited. */
  correction: z.literal(true).optional(),
});
export type UserChanges = z.infer<typeof UserChanges>;

export const WhenNoSeat = z.enum(['fail', 'wait']).default('fail');

/** What every command about a user says. */
export const userCommand = {
  accountId: AccountId,
  by: Actor,
  userId: UserId,
  /** Sent again, it is the same command, which is answered and not carried out twice. Left out, every request is a new one. */
  commandId: CommandId.optional(),
};

export const inviteUser = defineRequest({
  name: 'identity.user.invite.v1',
  summary:
    'Creates a user, claims a seat of each product and issues the invitation; all or nothing. The caller ' +
    'chooses the id, so that asking again continues the first attempt. The status of the answer is ' +
    '`invited`, `waiting` when the caller wants to wait for a seat, or `active` for a service user.',
  input: z.object({ accountId: AccountId, by: Actor, userId: UserId, user: NewUser, whenNoSeat: WhenNoSeat }),
  output: User,
  faults: [
    'not-found',
    'username-taken',
    ...claimRefusals,
    'forbidden',
    'validation-failed',
    'too-many-requests',
    'address-not-confirmed',
  ],
  timeoutMs: 10_000,
});

export const getUser = defineRequest({
  name: 'identity.user.get.v1',
  summary: 'One user of an account.',
  input: z.object({ accountId: AccountId, userId: UserId }),
  output: User,
  faults: ['not-found'],
});

export const USER_SORT_COLUMNS = [
  'lastName',
  'firstName',
  'username',
  'userCode',
  'status',
  'department',
  'seniority',
  'title',
  'createdAt',
  'lastActiveAt',
] as const;

const text = z.string().max(200);
/** Several values of one filter are given with commas and mean any of them. */
export const UserFilter = z.object({
  status: text.optional(),
  office: text.optional(),
  department: text.optional(),
  seniority: text.optional(),
  group: text.optional(),
  product: text.optional(),
  type: text.optional(),
  reportsTo: text.optional(),
  q: text.optional(),
});

export const listUsers = defineRequest({
  name: 'identity.user.list.v1',
  summary: 'A page of users. `q` finds beginnings of words in names, username, e-mail and user code.',
  input: z.object({
    accountId: AccountId,
    filter: UserFilter,
    sort: sortOf(USER_SORT_COLUMNS).default('lastName'),
    page: PageRequest,
  }),
  output: pageOf(User),
  faults: ['validation-failed'],
});

export const updateUser = defineRequest({
  name: 'identity.user.update.v1',
  summary: 'Changes a user. Products are claimed before, or freed after, they change.',
  input: z.object({ ...userCommand, changes: UserChanges, ifVersion: z.int().optional() }),
  output: User,
  faults: [
    'not-found',
    'precondition-failed',
    'username-taken',
    ...claimRefusals,
    'rename-is-not-replace',
    'last-global-admin',
    'forbidden',
    'wrong-status',
    'user-busy',
    'validation-failed',
    'too-many-requests',
  ],
  timeoutMs: 10_000,
});

export const deactivateUser = defineRequest({
  name: 'identity.user.deactivate.v1',
  summary:
    'Ends sessions at once, frees the seats and, if asked, starts moving the records. Deactivating a user ' +
    'who is deactivated already answers with what was done then.',
  input: z.object({
    ...userCommand,
    reason: line(500).optional(),
    /** The id the reassignment gets; left out, nothing is moved. */
    reassign: z.object({ reassignmentId: ReassignmentId, plan: Distribution }).optional(),
  }),
  output: z.object({ user: User, seatsFreed: z.int(), reassignmentId: ReassignmentId.optional() }),
  faults: ['not-found', 'last-global-admin', 'wrong-status', 'user-busy', 'forbidden', 'validation-failed'],
  timeoutMs: 10_000,
});

export const reactivateUser = defineRequest({
  name: 'identity.user.reactivate.v1',
  summary: 'Claims the seats again and restores membership; who never set a password is invited again.',
  input: z.object(userCommand),
  output: User,
  faults: [
    'not-found',
    ...claimRefusals,
    'wrong-status',
    'user-busy',
    'forbidden',
    'validation-failed',
    'too-many-requests',
    'address-not-confirmed',
  ],
  timeoutMs: 10_000,
});

export const banUser = defineRequest({
  name: 'identity.user.ban.v1',
  summary:
    'Ends sessions and refuses sign-in until the ban is lifted or its time is over; the seat stays held.',
  input: z.object({ ...userCommand, reason: line(500), until: Timestamp.optional() }),
  output: User,
  faults: ['not-found', 'wrong-status', 'user-busy', 'last-global-admin', 'forbidden', 'validation-failed'],
});

export const unbanUser = defineRequest({
  name: 'identity.user.unban.v1',
  summary: 'Lifts a ban.',
  input: z.object(userCommand),
  output: User,
  faults: ['not-found', 'wrong-status', 'user-busy', 'forbidden'],
});

export const Replacement = z.union([
  z.strictObject({ userId: UserId }),
  z.strictObject({ newUser: NewUser.omit({ type: true, products: true }) }),
]);

export const CopyOnReplace = z.enum(['groups', 'offices']);

export const replaceUser = defineRequest({
  name: 'identity.user.replace.v1',
  summary:
    'One user takes the place of another: seats change hands by a swap, so none needs to be free; direct ' +
    'reports and, if asked, records follow; the one replaced ends deactivated.',
  input: z.object({
    ...userCommand,
    by: Actor,
    replacement: Replacement,
    /** The id a new user gets. */
    newUserId: UserId,
    reassignmentId: ReassignmentId.optional(),
    copy: unique(CopyOnReplace, 2).default([]),
  }),
  output: z.object({
    user: User,
    replacement: User,
    seatsSwapped: z.int(),
    reassignmentId: ReassignmentId.optional(),
  }),
  faults: [
    'not-found',
    'username-taken',
    'last-global-admin',
    'wrong-status',
    'user-busy',
    'forbidden',
    'validation-failed',
    'too-many-requests',
    'address-not-confirmed',
  ],
  timeoutMs: 10_000,
});

export const PermissionSource = z.object({
  permission: Permission,
  /** Names of the groups it comes from, and `global-admin` for the role that holds all. */
  via: z.array(z.string()),
});

export const listUserPermissions = defineRequest({
  name: 'identity.user.permissions.v1',
  summary: 'Effective permissions of a user, each with where it comes from.',
  input: z.object({ accountId: AccountId, userId: UserId }),
  output: z.object({ items: z.array(PermissionSource) }),
  faults: ['not-found'],
});

export const UserReference = z.object({
  id: UserId,
  username: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  status: UserStatus,
  locale: Locale,
});
export type UserReference = z.infer<typeof UserReference>;

export const resolveUsers = defineRequest({
  name: 'identity.user.resolve.v1',
  askedBy: ['reassignment'],
  quick: true,
  summary: 'Finds users of an account by id or by username; who is unknown is left out.',
  input: z.object({
    accountId: AccountId,
    ids: z.array(z.string()).max(1_000).default([]),
    usernames: z.array(z.string()).max(1_000).default([]),
  }),
  output: z.object({ users: z.array(UserReference) }),
});

export const WaitingCount = z.object({ product: Product, waiting: z.int() });

export const countWaiting = defineRequest({
  name: 'identity.user.count-waiting.v1',
  summary: 'How many users of an account wait for a seat, by product.',
  input: z.object({ accountId: AccountId }),
  output: z.object({ items: z.array(WaitingCount) }),
});

const changed = { accountId: AccountId, actor: Actor, user: User, changes: z.array(Change) };
const userEvent = (verb: string, summary: string) =>
  defineEvent({ name: `identity.user.${verb}.v1`, summary, data: z.object(changed) });

/** Events of users carry the user as it is after the change; `sequence` is the user's version. */
export const userInvited = userEvent('invited', 'A user holds seats and has an invitation.');
export const userWaitListed = userEvent('wait-listed', 'A user waits for a free seat.');
export const userActivated = userEvent('activated', 'A user accepted the invitation, or was created active.');
export const userUpdated = userEvent('updated', 'Fields of a user changed.');
export const userSessionsEnded = userEvent(
  'sessions-ended',
  'All sessions of a user were ended, or all but the one that asked.',
);
export const userBanned = userEvent('banned', 'A user was banned.');
export const userUnbanned = userEvent('unbanned', 'A ban was lifted or ended by time.');
export const userReactivated = userEvent('reactivated', 'A deactivated user is active again.');
export const userReplaced = userEvent('replaced', 'A user took the place of another.');
export const invitationRevoked = userEvent('invitation-revoked', 'An invitation was withdrawn.');
export const invitationExpired = userEvent('invitation-expired', 'An invitation was not accepted in time.');

export const userDeactivated = defineEvent({
  name: 'identity.user.deactivated.v1',
  summary: 'A user was deactivated.',
  data: z.object({ ...changed, reason: z.string().optional() }),
});
