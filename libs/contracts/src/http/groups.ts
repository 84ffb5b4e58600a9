import { z } from 'zod';
import { faultsOf } from '../contract.js';
import {
  createGroup,
  deleteGroup,
  getGroup,
  Group,
  GroupChanges,
  GroupPreview,
  GroupPreviewChanges,
  listGroups,
  NewGroup,
  previewGroup,
  updateGroup,
} from '../identity/group.js';
import { GroupId } from '../ids.js';
import { pageOf } from '../pages.js';
import { defineEndpoint } from './endpoint.js';
import { listQuery } from './query.js';

const byId = z.strictObject({ id: GroupId });

export const listGroupsEndpoint = defineEndpoint({
  id: 'listGroups',
  method: 'GET',
  path: '/v1/groups',
  tag: 'Groups',
  summary: 'List groups: those that every account has, then its own by name',
  description:
    'Global Admin, User Admin, Billing Admin and Member are in every account: `builtIn` says which one it is. Their names and ' +
    'permissions stay as they are. Whoever has `globalAdmin: true` is the member of Global Admin, which `group=` finds too.',
  access: 'users.read',
  openToParents: true,
  query: z.strictObject(listQuery),
  answers: { 200: { description: 'A page of groups', body: pageOf(Group) } },
  faults: faultsOf(listGroups),
});

export const createGroupEndpoint = defineEndpoint({
  id: 'createGroup',
  method: 'POST',
  path: '/v1/groups',
  tag: 'Groups',
  summary: 'Create a group, a named set of permissions',
  access: 'groups.manage',
  openToParents: true,
  body: NewGroup,
  answers: { 201: { description: 'The group', body: Group } },
  faults: faultsOf(createGroup),
  example: { name: 'Office managers', permissions: ['users.read', 'users.invite'] },
});

export const getGroupEndpoint = defineEndpoint({
  id: 'getGroup',
  method: 'GET',
  path: '/v1/groups/:id',
  tag: 'Groups',
  summary: 'One group',
  access: 'users.read',
  openToParents: true,
  params: byId,
  answers: { 200: { description: 'The group', body: Group } },
  faults: faultsOf(getGroup),
  versioned: true,
});

export const updateGroupEndpoint = defineEndpoint({
  id: 'updateGroup',
  method: 'PATCH',
  path: '/v1/groups/:id',
  tag: 'Groups',
  summary: 'Change name, permissions or managers of a group, or whether it demands a second factor',
  description:
    'A manager may see, invite, change, deactivate and ban the people of the group and nobody else, and nobody of them who ' +
    'holds more. Who makes somebody one holds `users.read`, `users.invite`, `users.update`, `users.deactivate` and `users.ban`. ' +
    'With `secondFactor: "required"` members who have none can do nothing but add one, within a second.',
  access: 'groups.manage',
  openToParents: true,
  params: byId,
  body: GroupChanges,
  answers: { 200: { description: 'The group', body: Group } },
  faults: faultsOf(updateGroup),
  example: { permissions: ['users.read', 'users.invite', 'users.ban'] },
  versioned: true,
});

export const previewGroupEndpoint = defineEndpoint({
  id: 'previewGroup',
  method: 'POST',
  path: '/v1/groups/:id/preview',
  tag: 'Groups',
  summary: 'What a change of permissions, members or second factor of a group would change, for whom',
  description:
    'Changes nothing. Decided by the code that would decide on the change itself: permissions by ' +
    '`PATCH /v1/groups/:id`, members by `PATCH /v1/users/:id`. It names people, so it needs `users.read` too.',
  access: 'groups.manage',
  openToParents: true,
  params: byId,
  query: z.strictObject(listQuery),
  body: GroupPreviewChanges,
  answers: { 200: { description: 'What would change; nothing has', body: GroupPreview } },
  faults: faultsOf(previewGroup),
  example: {
    permissions: ['users.read', 'users.ban'],
    members: { add: ['usr_1111111111111111111111111'], remove: [] },
  },
});

export const deleteGroupEndpoint = defineEndpoint({
  id: 'deleteGroup',
  method: 'DELETE',
  path: '/v1/groups/:id',
  tag: 'Groups',
  summary: 'Delete a group; its members lose what it allowed',
  description:
    'The default group of the account (`policies.defaultGroup`) is refused with `in-use`, one that every account has with `built-in-group`.',
  access: 'groups.manage',
  openToParents: true,
  params: byId,
  answers: { 204: { description: 'The group is gone' } },
  faults: faultsOf(deleteGroup),
});
