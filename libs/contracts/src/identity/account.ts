import { z } from 'zod';
import { Actor, ProvingActor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, GroupId, UserId } from '../ids.js';
import { FirmName, Locale, NewUsername, Password, PersonName, Slug, TimeZone, Timestamp } from '../people.js';
import { User } from './user.js';

/** Days a session lives at most, however often it is used. */
export const SESSION_DAYS_DEFAULT = 30;
const SessionDays = z.int().min(1, 'At least 1 day').max(365, 'At most 365 days');

/** What an account has decided for all its users. */
export const Policies = z.object({
  sessionDays: SessionDays.default(SESSION_DAYS_DEFAULT).describe(
    'Days after which one has to sign in again, however often a session is used',
  ),
  defaultGroup: GroupId.nullable()
    .default(null)
    .describe('The group of people who are invited without a word about groups'),
  secondFactor: z
    .enum(['optional', 'required'])
    .default('optional')
    .describe('`required`: whoever has no second factor can do nothing but add one'),
  invitationReminders: z
    .boolean()
    .default(true)
    .describe(
      'Whether people who have not accepted their invitation are reminded of it, after 2, 5 and 10 days',
    ),
  digest: z
    .enum(['weekly', 'daily', 'never'])
    .default('weekly')
    .describe(
      'How often those who administer people or licences get a mail that sums up what happened: `weekly` on Monday morning, `daily` each ' +
        'morning, in the time zone of the account; none where nothing happened',
    ),
  provisioningSignIn: z
    .enum(['invitation', 'single-sign-on'])
    .default('invitation')
    .describe(
      'How people come in whom an identity provider provisions: by the link in a mail; or without any mail, by single sign-on, ' +
        'as long as the account has a connection for it',
    ),
  provisioningWhenNoSeat: z
    .enum(['fail', 'wait'])
    .default('fail')
    .describe(
      'What becomes of people who are provisioned when no seat is free: refused, or on the wait list',
    ),
});
export type Policies = z.infer<typeof Policies>;

/** One customer firm. */
export const Account = z.object({
  id: AccountId,
  name: z.string(),
  slug: z.string(),
  locale: Locale,
  timeZone: z.string(),
  policies: Policies.prefault({}),
  createdAt: Timestamp,
  /** Told since there are confirmations. */
  addressConfirmed: z
    .boolean()
    .optional()
    .describe('Whether the link in the mail to who signed up was followed; nobody can be invited before'),
  parentId: AccountId.optional().describe('The account right above; left out where there is none'),
  version: z.int(),
});
export type Account = z.infer<typeof Account>;

export const SignUp = z.strictObject({
  name: FirmName,
  slug: Slug,
  locale: Locale.default('en'),
  timeZone: TimeZone.default('UTC'),
  admin: z.strictObject({
    username: NewUsername,
    firstName: PersonName,
    lastName: PersonName,
    password: Password,
  }),
});

export const AccountChanges = z.strictObject({
  name: FirmName.optional(),
  locale: Locale.optional(),
  timeZone: TimeZone.optional(),
  policies: z
    .strictObject({
      sessionDays: SessionDays.optional(),
      defaultGroup: GroupId.nullable().optional(),
      secondFactor: Policies.shape.secondFactor.unwrap().optional(),
      invitationReminders: z.boolean().optional(),
      digest: Policies.shape.digest.unwrap().optional(),
      provisioningSignIn: Policies.shape.provisioningSignIn.unwrap().optional(),
      provisioningWhenNoSeat: Policies.shape.provisioningWhenNoSeat.unwrap().optional(),
    })
    .optional(),
});

export const signUp = defineRequest({
  name: 'identity.account.sign-up.v1',
  summary: 'Opens an account with its first global admin, who holds a seat of the trial subscription.',
  input: SignUp.extend({ accountId: AccountId, adminId: UserId }),
  output: z.object({ account: Account, user: User }),
  faults: ['slug-taken', 'no-free-seat', 'not-found', 'validation-failed', 'busy', 'too-many-requests'],
  timeoutMs: 10_000,
});

export const getAccount = defineRequest({
  name: 'identity.account.get.v1',
  summary: 'One account.',
  input: z.object({ accountId: AccountId }),
  output: Account,
  faults: ['not-found'],
});

export const identifyAccount = defineRequest({
  name: 'identity.account.identify.v1',
  askedBy: ['licensing'],
  quick: true,
  summary:
    'One account, for licensing, which knows the slug alone of those from before it was told their names.',
  input: z.object({ accountId: AccountId }),
  output: Account,
  faults: ['not-found'],
});

export const listActiveAdmins = defineRequest({
  name: 'identity.account.list-admins.v1',
  askedBy: ['licensing'],
  quick: true,
  summary:
    'The ids of the active global admins of an account, one of whom is never kept out for want of seats.',
  input: z.object({ accountId: AccountId }),
  output: z.object({ userIds: z.array(UserId) }),
});

export const updateAccount = defineRequest({
  name: 'identity.account.update.v1',
  summary: 'Changes name, locale, time zone or policies of an account.',
  input: z.object({
    accountId: AccountId,
    by: ProvingActor,
    changes: AccountChanges,
    ifVersion: z.int().optional(),
  }),
  output: Account,
  faults: ['not-found', 'precondition-failed', 'validation-failed', 'forbidden', 'proof-required'],
});

export const accountCreated = defineEvent({
  name: 'identity.account.created.v1',
  summary: 'An account was opened.',
  data: z.object({ accountId: AccountId, actor: Actor, account: Account }),
});

export const accountUpdated = defineEvent({
  name: 'identity.account.updated.v1',
  summary: 'Name, locale, time zone or policies of an account changed.',
  data: z.object({
    accountId: AccountId,
    actor: Actor,
    account: Account,
    changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
  }),
});
