import { z } from 'zod';
import { ProvingActor } from '../actor.js';
import { defineRequest } from '../contract.js';
import { AccountId, CommandId, GroupId, UserId } from '../ids.js';
import { line, MailAddress, unique } from '../people.js';
import { ExternalId } from './external-id.js';
import { createGroup, Group, updateGroup } from './group.js';
import { deactivateUser, inviteUser, reactivateUser, updateUser } from './user-acts.js';
import { NewUser, UserChanges } from './user-profile.js';
import { User, userCommand } from './user.js';
import { Viewer } from './viewer.js';

/** What a number of the firm's own is kept as: a custom field with this key. */
export const EMPLOYEE_NUMBER = 'employeeNumber';

const GroupName = z.object({ id: GroupId, name: z.string() });

/** A person as an identity provider sees them: with the names of the groups. */
export const ProvisionedUser = User.extend({ groupNames: z.array(GroupName) });
export type ProvisionedUser = z.infer<typeof ProvisionedUser>;

const said = {
  firstName: true,
  lastName: true,
  title: true,
  phones: true,
  address: true,
  department: true,
  reportsTo: true,
  locale: true,
  externalId: true,
} as const;
const employeeNumber = line(100).nullable().optional();

/** What an identity provider says of somebody who is new. */
export const NewProvisionedUser = NewUser.pick({ username: true, email: true, ...said }).extend({
  employeeNumber,
});
export type NewProvisionedUser = z.output<typeof NewProvisionedUser>;

/** And of somebody who is there. Without an address of their own, mails go to the username. */
export const ProvisionedChanges = UserChanges.pick({ username: true, ...said }).extend({
  email: MailAddress.nullable().optional(),
  employeeNumber,
});
export type ProvisionedChanges = z.output<typeof ProvisionedChanges>;

export const provisionUser = defineRequest({
  name: 'identity.provisioning.create-user.v1',
  summary:
    'Brings in a person whom an identity provider names, through the gate and as the account has decided: by an invitation, or by ' +
    'single sign-on; inactive, without a seat and without a mail. Who was removed by it before comes back as the same user.',
  input: z.object({
    accountId: AccountId,
    by: ProvingActor,
    userId: UserId,
    user: NewProvisionedUser,
    active: z.boolean(),
  }),
  output: ProvisionedUser,
  faults: [...new Set([...inviteUser.faults, ...reactivateUser.faults, ...updateUser.faults])],
  timeoutMs: 15_000,
});

export const changeProvisionedUser = defineRequest({
  name: 'identity.provisioning.change-user.v1',
  summary:
    'Changes what is said of a person, and whether they are active, as one: nothing of it is done if something of it is refused.',
  input: z.object({
    ...userCommand,
    changes: ProvisionedChanges,
    active: z.boolean().optional(),
    ifVersion: z.int().optional(),
  }),
  output: ProvisionedUser,
  faults: [...new Set([...updateUser.faults, ...deactivateUser.faults, ...reactivateUser.faults])],
  timeoutMs: 15_000,
});

export const removeProvisionedUser = defineRequest({
  name: 'identity.provisioning.remove-user.v1',
  summary:
    'Deactivates a person, whom the identity provider does not find any more until it names them as somebody new, or somebody reactivates them.',
  input: z.object(userCommand),
  output: z.object({}),
  faults: deactivateUser.faults,
  timeoutMs: 10_000,
});

/** Most people or groups that are told at once. */
export const MOST_PROVISIONED = 200;

/** Which part of a list: lists keep their order while people come. */
const part = { from: z.int().min(0), limit: z.int().min(0).max(MOST_PROVISIONED) };

const text = z.string().max(300);
export const listProvisionedUsers = defineRequest({
  name: 'identity.provisioning.list-users.v1',
  summary:
    'People by what an identity provider knows of them, all conditions together; in the order in which they came. Machines, and who was ' +
    'removed by the provider, are not among them.',
  input: z.object({
    accountId: AccountId,
    viewer: Viewer,
    filter: z.object({
      id: UserId.optional(),
      username: text.optional(),
      externalId: text.optional(),
      email: text.optional(),
      active: z.boolean().optional(),
    }),
    ...part,
  }),
  output: z.object({ items: z.array(ProvisionedUser), total: z.int() }),
  faults: ['forbidden'],
});

/** A group with its people, as far as whoever asks sees them. */
export const ProvisionedGroup = Group.extend({
  members: z
    .array(z.object({ id: UserId, name: z.string() }))
    .nullable()
    .describe('Null where nobody asked for them'),
});
export type ProvisionedGroup = z.infer<typeof ProvisionedGroup>;

export const listProvisionedGroups = defineRequest({
  name: 'identity.provisioning.list-groups.v1',
  summary:
    'Groups with their people, all conditions together: those that every account has, then its own by name.',
  input: z.object({
    accountId: AccountId,
    viewer: Viewer,
    filter: z.object({
      id: GroupId.optional(),
      name: text.optional(),
      externalId: text.optional(),
      member: UserId.optional(),
    }),
    withMembers: z.boolean(),
    ...part,
  }),
  output: z.object({ items: z.array(ProvisionedGroup), total: z.int() }),
  faults: ['forbidden'],
});

/** People who come into a group, or leave it, by one call; each of them is a change of its own. */
export const MOST_MEMBERS_CHANGED = 1_000;
const members = unique(UserId, 10_000);
/** `replace` is who is to be left, and with `add` and `remove` what is done after that. */
const MemberChanges = z.object({
  replace: members.optional(),
  add: members.default([]),
  remove: members.default([]),
});

export const provisionGroup = defineRequest({
  name: 'identity.provisioning.create-group.v1',
  summary: 'Creates a group that allows nothing yet, with people in it.',
  input: z.object({
    accountId: AccountId,
    by: ProvingActor,
    groupId: GroupId,
    group: z.object({ name: line(80), externalId: ExternalId.nullable().optional() }),
    members,
  }),
  output: ProvisionedGroup,
  faults: [...new Set([...createGroup.faults, ...updateUser.faults, 'too-large' as const])],
  timeoutMs: 30_000,
});

export const changeProvisionedGroup = defineRequest({
  name: 'identity.provisioning.change-group.v1',
  summary: `Changes name, external id and people of a group; ${MOST_MEMBERS_CHANGED} people at most come or leave at once.`,
  input: z.object({
    accountId: AccountId,
    by: ProvingActor,
    groupId: GroupId,
    commandId: CommandId,
    changes: z.object({ name: line(80).optional(), externalId: ExternalId.nullable().optional() }),
    members: MemberChanges,
    withMembers: z.boolean(),
  }),
  output: ProvisionedGroup,
  faults: [...new Set([...updateGroup.faults, ...updateUser.faults, 'too-large' as const])],
  timeoutMs: 30_000,
});
