import { z } from 'zod';
import { Actor, Change, ProvingActor } from '../actor.js';
import { BuiltInGroup } from '../built-in-groups.js';
import { defineEvent, defineRequest } from '../contract.js';
import { FaultCode } from '../faults.js';
import { AccountId, CommandId, GroupId, UserId } from '../ids.js';
import { ExternalId } from './external-id.js';
import { PageRequest, pageOf } from '../pages.js';
import { line, Timestamp, unique, UserStatus } from '../people.js';
import { Permission } from '../permissions.js';

export const Group = z.object({
  id: GroupId,
  name: z.string(),
  permissions: z.array(Permission),
  builtIn: BuiltInGroup.nullable()
    .default(null)
    .describe('Which of the groups that every account has; null for an own one'),
  managers: z
    .array(UserId)
    .default([])
    .describe('Who may see, invite, change, deactivate and ban the people of the group, and nobody else'),
  secondFactor: z
    .enum(['optional', 'required'])
    .default('optional')
    .describe('`required`: members who have no second factor can do nothing but add one'),
  externalId: z
    .string()
    .nullable()
    .default(null)
    .describe('As what the identity provider that fills the group knows it'),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  version: z.int(),
});
export type Group = z.infer<typeof Group>;

const permissionSet = z.array(Permission).transform((items) => [...new Set(items)]);

const secondFactor = z.enum(['optional', 'required']).optional();

const MOST_MANAGERS = 50;
const managers = unique(UserId, MOST_MANAGERS);

export const NewGroup = z.strictObject({
  name: line(80),
  permissions: permissionSet.default([]),
  managers: managers.optional(),
  secondFactor,
  externalId: ExternalId.nullable().optional(),
});
export const GroupChanges = z.strictObject({
  name: line(80).optional(),
  permissions: permissionSet.optional(),
  managers: managers.optional(),
  secondFactor,
  externalId: ExternalId.nullable().optional(),
});

export const createGroup = defineRequest({
  name: 'identity.group.create.v1',
  summary: 'Creates a group. The caller chooses the id, so that asking twice creates one.',
  input: z.object({ accountId: AccountId, by: Actor, groupId: GroupId, group: NewGroup }),
  output: Group,
  faults: ['group-name-taken', 'external-id-taken', 'forbidden', 'validation-failed'],
});

export const getGroup = defineRequest({
  name: 'identity.group.get.v1',
  summary: 'One group.',
  input: z.object({ accountId: AccountId, groupId: GroupId }),
  output: Group,
  faults: ['not-found'],
});

export const listGroups = defineRequest({
  name: 'identity.group.list.v1',
  summary: 'The groups that every account has, then its own by name.',
  input: z.object({ accountId: AccountId, page: PageRequest }),
  output: pageOf(Group),
  faults: ['validation-failed'],
});

export const updateGroup = defineRequest({
  name: 'identity.group.update.v1',
  summary: 'Changes name, permissions or managers of a group, or whether it demands a second factor.',
  input: z.object({
    accountId: AccountId,
    by: ProvingActor,
    groupId: GroupId,
    changes: GroupChanges,
    ifVersion: z.int().optional(),
  }),
  output: Group,
  faults: [
    'not-found',
    'group-name-taken',
    'external-id-taken',
    'built-in-group',
    'precondition-failed',
    'forbidden',
    'proof-required',
    'validation-failed',
  ],
});

/** Most people whose membership one preview is about. */
const MOST_NAMED = 100;
const people = z
  .array(UserId)
  .max(MOST_NAMED, `At most ${MOST_NAMED} people`)
  .transform((ids) => [...new Set(ids)]);

/** A change of a group that is only looked at. What is left out stays as it is. */
export const GroupPreviewChanges = z
  .strictObject({
    permissions: permissionSet.optional().describe('All permissions that the group would have'),
    secondFactor: secondFactor.describe('Whether it would demand a second factor'),
    members: z
      .strictObject({ add: people.default([]), remove: people.default([]) })
      .refine(({ add, remove }) => !add.some((id) => remove.includes(id)), 'Nobody can be added and removed')
      .optional(),
  })
  .refine((changes) => Object.values(changes).some((value) => value !== undefined), 'Say what would change');

/** Why something would be refused, as the call that does it would say. */
export const Refusal = z.object({
  code: FaultCode,
  detail: z.string(),
  missing: z.array(Permission).optional().describe('Permissions that whoever asks would need'),
});
export type Refusal = z.infer<typeof Refusal>;

/** What somebody could do afterwards and cannot do now, and the other way round. */
export const PermissionEffect = z.object({
  userId: UserId,
  username: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  status: UserStatus,
  gained: z.array(Permission),
  lost: z.array(Permission),
  remaining: z
    .int()
    .optional()
    .describe(
      'How many permissions they would hold; who loses some and keeps none could do nothing any more',
    ),
});
export type PermissionEffect = z.infer<typeof PermissionEffect>;

const PermissionCount = z.object({ gaining: z.int(), losing: z.int() });

export const GroupPreview = z.object({
  refusal: Refusal.nullable().describe('Why the permissions of the group could not be changed so'),
  counts: PermissionCount.extend({
    byPermission: z.array(PermissionCount.extend({ permission: Permission })),
  }).describe('People who are not deactivated, as if nothing were refused'),
  factorAsked: z
    .object({
      total: z.int(),
      items: z
        .array(
          PermissionEffect.pick({
            userId: true,
            username: true,
            firstName: true,
            lastName: true,
            status: true,
          }),
        )
        .describe('The first of them: those who would be added, then those who stay, by name'),
    })
    .describe('People who have no second factor, and would be asked for one by this change alone'),
  named: z
    .array(
      z.object({
        userId: UserId,
        change: z.enum(['added', 'removed', 'none']),
        refusal: Refusal.nullable(),
        effect: PermissionEffect.nullable().describe('Null for somebody who is not there'),
      }),
    )
    .describe('Those who would be added or removed, each once, in the order in which they were named'),
  members: pageOf(PermissionEffect).describe('Those who stay members, and gain or lose something by it'),
});
export type GroupPreview = z.infer<typeof GroupPreview>;

export const previewGroup = defineRequest({
  name: 'identity.group.preview.v1',
  summary: 'What a change of permissions or members of a group would change, for whom; changes nothing.',
  input: z.object({
    accountId: AccountId,
    by: Actor,
    groupId: GroupId,
    changes: GroupPreviewChanges,
    page: PageRequest,
  }),
  output: GroupPreview,
  faults: ['not-found', 'validation-failed', 'forbidden'],
  timeoutMs: 15_000,
});

export const deleteGroup = defineRequest({
  name: 'identity.group.delete.v1',
  summary:
    'Deletes a group; its members lose what it allowed. The default group of the account stays. The same command may come twice.',
  input: z.object({
    accountId: AccountId,
    by: ProvingActor,
    groupId: GroupId,
    commandId: CommandId.optional(),
  }),
  output: z.object({}),
  faults: ['not-found', 'forbidden', 'proof-required', 'built-in-group', 'in-use'],
});

const changed = { accountId: AccountId, actor: Actor, group: Group, changes: z.array(Change) };
export const groupCreated = defineEvent({
  name: 'identity.group.created.v1',
  summary: 'A group was created.',
  data: z.object(changed),
});
export const groupUpdated = defineEvent({
  name: 'identity.group.updated.v1',
  summary: 'Name, permissions, managers or the demand for a second factor of a group changed.',
  data: z.object(changed),
});
export const groupDeleted = defineEvent({
  name: 'identity.group.deleted.v1',
  summary: 'A group was deleted.',
  data: z.object(changed),
});
