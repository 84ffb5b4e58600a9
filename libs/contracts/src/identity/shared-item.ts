import { z } from 'zod';
import { Actor, Change } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, GroupId, SharedItemId, UserId } from '../ids.js';
import { PageRequest, pageOf } from '../pages.js';
import { line, Timestamp, unique, UserStatus } from '../people.js';
import { ExternalId } from '../reassignment/plan.js';
import { userCommand } from './user.js';
import { Viewer } from './viewer.js';

/** What sort of thing it is, in the words of the system that registers it. */
export const SharedItemKind = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'Lower-case letters, digits and -, at most 40, such as mailbox');

/** A thing of another system that people can be given: an enrolment plan, a template, a mailbox. */
export const SharedItem = z.object({
  id: SharedItemId,
  kind: SharedItemKind,
  externalId: z.string().describe('What the system that registered it calls it; one of a kind has it'),
  name: z.string(),
  groups: z.array(GroupId).describe('Groups whose members have it'),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  version: z.int(),
});
export type SharedItem = z.infer<typeof SharedItem>;

/** Of a thing that more groups have than that, everybody has it. */
const MOST_GROUPS = 100;
const groups = unique(GroupId, MOST_GROUPS);

export const NewSharedItem = z.strictObject({
  kind: SharedItemKind,
  externalId: ExternalId,
  name: line(120),
  groups: groups.default([]),
});
export const SharedItemChanges = z.strictObject({
  name: line(120).optional(),
  groups: groups.optional().describe('All groups whose members have it'),
});
export const SharedItemFilter = z.object({
  q: z.string().max(200).optional().describe('How the name begins, or an external id'),
  kind: SharedItemKind.optional(),
  externalId: z.string().max(200).optional().describe('What the system that registered it calls it'),
  group: GroupId.optional().describe('What the members of this group have by it'),
});

const account = { accountId: AccountId };
const command = { ...account, by: Actor, itemId: SharedItemId };

export const registerSharedItem = defineRequest({
  name: 'identity.shared-item.register.v1',
  summary:
    'Registers a thing that can be shared. The caller chooses the id, so that asking twice registers one.',
  input: z.object({ ...command, item: NewSharedItem }),
  output: SharedItem,
  faults: ['shared-item-registered', 'too-many-shared-items', 'forbidden', 'validation-failed'],
});

export const getSharedItem = defineRequest({
  name: 'identity.shared-item.get.v1',
  summary: 'One thing that can be shared.',
  input: z.object({ ...account, itemId: SharedItemId }),
  output: SharedItem,
  faults: ['not-found'],
});

export const listSharedItems = defineRequest({
  name: 'identity.shared-item.list.v1',
  summary: 'Things that can be shared, by name.',
  input: z.object({ ...account, filter: SharedItemFilter, page: PageRequest }),
  output: pageOf(SharedItem),
  faults: ['validation-failed'],
});

export const updateSharedItem = defineRequest({
  name: 'identity.shared-item.update.v1',
  summary: 'Changes the name of a thing, or the groups whose members have it.',
  input: z.object({ ...command, changes: SharedItemChanges, ifVersion: z.int().optional() }),
  output: SharedItem,
  faults: ['not-found', 'precondition-failed', 'forbidden', 'validation-failed'],
});

export const removeSharedItem = defineRequest({
  name: 'identity.shared-item.remove.v1',
  summary: 'Says that a thing is there no longer: from then on nobody has it.',
  input: z.object(command),
  output: z.object({}),
  faults: ['not-found'],
});

export const Decision = z.enum(['added', 'removed']);
export type Decision = z.infer<typeof Decision>;

/** That somebody was given a thing, or had it taken away, whatever their groups have. */
export const Override = z.object({ decision: Decision, by: Actor, at: Timestamp });

const source = {
  via: z.array(z.object({ id: GroupId, name: z.string() })).describe('Their groups that have it'),
  override: Override.nullable().describe(
    'What was decided for this person alone; null is what the groups say',
  ),
};

/** A thing, and why somebody has it or has it no longer. */
export const SharedLine = z.object({
  item: SharedItem.pick({ id: true, kind: true, externalId: true, name: true }),
  shared: z.boolean().describe('Whether the person has it'),
  ...source,
});
export type SharedLine = z.infer<typeof SharedLine>;

export const listSharedWith = defineRequest({
  name: 'identity.sharing.list.v1',
  summary:
    'The things that a person has, by name, each with what it comes from; or those that were taken away from this person. Who has ' +
    'left has none.',
  input: z.object({
    ...account,
    userId: UserId,
    viewer: Viewer.optional(),
    shared: z.boolean(),
    page: PageRequest,
  }),
  output: pageOf(SharedLine),
  faults: ['not-found', 'forbidden', 'validation-failed'],
});

export const share = defineRequest({
  name: 'identity.sharing.decide.v1',
  summary:
    'Gives a person a thing, takes it away, or leaves it to their groups again (null). Who decides holds `shared-items.manage` or has ' +
    'the thing, and everything that the person holds.',
  input: z.object({ ...userCommand, itemId: SharedItemId, shared: z.boolean().nullable() }),
  output: SharedLine,
  faults: ['not-found', 'wrong-status', 'user-busy', 'too-many-shared-items', 'forbidden'],
});

export const SharedPerson = z.object({
  userId: UserId,
  username: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  status: UserStatus,
  ...source,
});
export type SharedPerson = z.infer<typeof SharedPerson>;

export const listAudience = defineRequest({
  name: 'identity.shared-item.audience.v1',
  summary: 'The people who have a thing, by name, each with why. Who has left is none of them.',
  input: z.object({ ...account, itemId: SharedItemId, viewer: Viewer.optional(), page: PageRequest }),
  output: pageOf(SharedPerson),
  faults: ['not-found', 'forbidden', 'validation-failed'],
});

const itemEvent = (verb: string, summary: string) =>
  defineEvent({
    name: `identity.shared-item.${verb}.v1`,
    summary,
    data: z.object({ ...account, actor: Actor, sharedItem: SharedItem, changes: z.array(Change) }),
  });
export const sharedItemRegistered = itemEvent('registered', 'A thing that can be shared was registered.');
export const sharedItemUpdated = itemEvent(
  'updated',
  'The name of a thing, or the groups that have it, changed.',
);
export const sharedItemRemoved = itemEvent('removed', 'A thing is there no longer; nobody has it.');

export const sharingDecided = defineEvent({
  name: 'identity.sharing.decided.v1',
  summary: 'Things were given to a person, taken away, or left to what the groups of the person have.',
  data: z.object({
    ...account,
    actor: Actor,
    userId: UserId,
    items: z.array(
      SharedItem.pick({ id: true, kind: true, externalId: true, name: true }).extend({
        decision: Decision.nullable().describe('Null is what the groups of the person have'),
      }),
    ),
    changes: z.array(Change),
  }),
});
