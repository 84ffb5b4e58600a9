import { z } from 'zod';
import { Actor, Change } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, GroupId } from '../ids.js';
import { PageRequest, pageOf } from '../pages.js';
import { line, Timestamp } from '../people.js';
import { Permission } from '../permissions.js';

export const Group = z.object({
  id: GroupId,
  name: z.string(),
  permissions: z.array(Permission),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  version: z.int(),
});
export type Group = z.infer<typeof Group>;

const permissionSet = z.array(Permission).transform((items) => [...new Set(items)]);

export const NewGroup = z.strictObject({ name: line(80), permissions: permissionSet.default([]) });
export const GroupChanges = z.strictObject({
  name: line(80).optional(),
  permissions: permissionSet.optional(),
});

export const createGroup = defineRequest({
  name: 'identity.group.create.v1',
  summary: 'Creates a group. The caller chooses the id, so that asking twice creates one.',
  input: z.object({ accountId: AccountId, by: Actor, groupId: GroupId, group: NewGroup }),
  output: Group,
  faults: ['group-name-taken', 'forbidden'],
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
  summary: 'Groups by name.',
  input: z.object({ accountId: AccountId, page: PageRequest }),
  output: pageOf(Group),
  faults: ['validation-failed'],
});

export const updateGroup = defineRequest({
  name: 'identity.group.update.v1',
  summary: 'Changes name or permissions of a group.',
  input: z.object({
    accountId: AccountId,
    by: Actor,
    groupId: GroupId,
    changes: GroupChanges,
    ifVersion: z.int().optional(),
  }),
  output: Group,
  faults: ['not-found', 'group-name-taken', 'precondition-failed', 'forbidden'],
});

export const deleteGroup = defineRequest({
  name: 'identity.group.delete.v1',
  summary: 'Deletes a group; its members lose what it allowed.',
  input: z.object({ accountId: AccountId, by: Actor, groupId: GroupId }),
  output: z.object({}),
  faults: ['not-found', 'forbidden'],
});

const changed = { accountId: AccountId, actor: Actor, group: Group, changes: z.array(Change) };
export const groupCreated = defineEvent({
  name: 'identity.group.created.v1',
  summary: 'A group was created.',
  data: z.object(changed),
});
export const groupUpdated = defineEvent({
  name: 'identity.group.updated.v1',
  summary: 'Name or permissions of a group changed.',
  data: z.object(changed),
});
export const groupDeleted = defineEvent({
  name: 'identity.group.deleted.v1',
  summary: 'A group was deleted.',
  data: z.object(changed),
});
