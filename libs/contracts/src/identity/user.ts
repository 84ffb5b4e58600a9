import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineRequest } from '../contract.js';
import {
  AccountId,
  CommandId,
  DepartmentId,
  GroupId,
  InvitationId,
  OfficeId,
  SeniorityId,
  UserId,
} from '../ids.js';
import { claimRefusals } from '../licensing/license.js';
import { pageOf, PageRequest, sortOf } from '../pages.js';
import {
  line,
  Locale,
  MailAddress,
  NewUsername,
  PersonName,
  Product,
  Timestamp,
  UserStatus,
  unique,
} from '../people.js';
import { Permission } from '../permissions.js';

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

export const WaitingCount = z.object({ product: Product, waiting: z.int() });

export const countWaiting = defineRequest({
  name: 'identity.user.count-waiting.v1',
  summary: 'How many users of an account wait for a seat, by product.',
  input: z.object({ accountId: AccountId }),
  output: z.object({ items: z.array(WaitingCount) }),
});
