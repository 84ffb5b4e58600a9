import { z } from 'zod';
import { ProvingActor } from '../actor.js';
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
import { Day, Locale, Product, Timestamp, UserStatus } from '../people.js';
import { Permission } from '../permissions.js';
import { asManager, Viewer, Visibility } from './viewer.js';

/** Statuses in which a standard user holds one seat of each of the products. */
export const SEAT_HOLDING: readonly UserStatus[] = ['invited', 'active', 'banned'];

export const UserType = z.enum(['standard', 'service']);
export const InvitationState = z.enum(['open', 'accepted', 'expired', 'revoked']);
export const InvitationMailState = z.enum(['queued', 'sent', 'failed', 'bounced', 'suppressed']);

export const Invitation = z.object({
  id: InvitationId,
  state: InvitationState,
  sentTo: z.string(),
  createdAt: Timestamp,
  expiresAt: Timestamp,
  mail: z.object({
    state: InvitationMailState,
    at: Timestamp,
    reason: z
      .string()
      .optional()
      .describe(
        'What the mail server said, when it refused or sent it back; of `suppressed`, why it was not sent',
      ),
  }),
  reminders: z.int().optional().describe('How many reminders were sent; left out for none'),
});

export type Invitation = z.infer<typeof Invitation>;

export const EmailChange = z.object({
  to: z.string().describe('The new address'),
  requestedAt: Timestamp,
  expiresAt: Timestamp.describe('Until when the link in the mail to the new address works'),
});
export type EmailChange = z.infer<typeof EmailChange>;

export const CustomFieldValue = z.union([z.string().max(1_000), z.number(), z.boolean()]);
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
  visibility: Visibility.default('everyone'),
  externalId: z
    .string()
    .nullable()
    .default(null)
    .describe('As whom the identity provider that provisions people knows the user'),
  customFields: z.record(z.string(), CustomFieldValue),
  locale: Locale,
  mustChangePassword: z.boolean(),
  invitation: Invitation.nullable(),
  ban: z.object({ reason: z.string(), since: Timestamp, until: Timestamp.nullable() }).nullable(),
  seatSuspended: z
    .object({ since: Timestamp, products: z.array(Product) })
    .nullable()
    .optional()
    .describe(
      'Kept out as one of those who took their seats last, while more are held than purchased; null while that is not so',
    ),
  waitingSince: Timestamp.nullable(),
  emailChange: EmailChange.nullable()
    .optional()
    .describe(
      'Another address that was asked for: it takes effect when who reads it confirms it, until then `email` stays',
    ),
  joinsOn: Day.nullable()
    .optional()
    .describe(
      'The day on which somebody who was never here is invited, in the time zone of the account; null where none is planned',
    ),
  lastActiveAt: Timestamp.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  version: z.int(),
});

export type User = z.infer<typeof User>;

/** What every command about a user says. */
export const userCommand = {
  accountId: AccountId,
  by: ProvingActor,
  userId: UserId,
  /** Sent again, it is the same command, which is answered and not carried out twice. Left out, every request is a new one. */
  commandId: CommandId.optional(),
  asManager,
};

export const getUser = defineRequest({
  name: 'identity.user.get.v1',
  summary: 'One user of an account.',
  input: z.object({ accountId: AccountId, userId: UserId, viewer: Viewer.optional() }),
  output: User,
  faults: ['forbidden', 'not-found'],
});

export const PermissionSource = z.object({
  permission: Permission,
  /** Names of the groups it comes from, and `global-admin` for the role that holds all. */
  via: z.array(z.string()),
});

export const ManagedGroups = z
  .array(z.object({ id: GroupId, name: z.string() }))
  .default([])
  .describe('Groups whose people the user manages');

export const listUserPermissions = defineRequest({
  name: 'identity.user.permissions.v1',
  summary: 'Effective permissions of a user, each with where it comes from.',
  input: z.object({ accountId: AccountId, userId: UserId, viewer: Viewer.optional() }),
  output: z.object({
    items: z.array(PermissionSource),
    manages: ManagedGroups,
  }),
  faults: ['forbidden', 'not-found'],
});
