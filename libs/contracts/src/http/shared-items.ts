import { z } from 'zod';
import { faultsOf } from '../contract.js';
import {
  getSharedItem,
  listAudience,
  listSharedItems,
  listSharedWith,
  NewSharedItem,
  registerSharedItem,
  removeSharedItem,
  share,
  SharedItem,
  SharedItemChanges,
  SharedItemFilter,
  SharedLine,
  SharedPerson,
  updateSharedItem,
} from '../identity/shared-item.js';
import { SharedItemId, UserId } from '../ids.js';
import { pageOf } from '../pages.js';
import { defineEndpoint } from './endpoint.js';
import { flag, listQuery } from './query.js';

const TAG = 'Shared items';
const byId = z.strictObject({ id: SharedItemId });
const ofPerson = z.strictObject({ id: UserId, itemId: SharedItemId });

export const listSharedItemsEndpoint = defineEndpoint({
  id: 'listSharedItems',
  method: 'GET',
  path: '/v1/shared-items',
  tag: TAG,
  summary: 'List the things of other systems that can be shared, by name',
  access: 'users.read',
  query: z.strictObject({ ...listQuery, ...SharedItemFilter.shape }),
  answers: { 200: { description: 'A page of them', body: pageOf(SharedItem) } },
  faults: faultsOf(listSharedItems),
});

export const registerSharedItemEndpoint = defineEndpoint({
  id: 'registerSharedItem',
  method: 'POST',
  path: '/v1/shared-items',
  tag: TAG,
  summary: 'Register a thing that can be shared, such as an enrolment plan, a template or a mailbox',
  description:
    'One of its kind has an `externalId`: registered again it is refused with `shared-item-registered`, which names its ' +
    '`sharedItemId`. The members of `groups` have it; who says a group holds every permission that the group carries.',
  access: 'shared-items.manage',
  body: NewSharedItem,
  answers: { 201: { description: 'The thing', body: SharedItem } },
  faults: faultsOf(registerSharedItem),
  example: { kind: 'mailbox', externalId: 'intake@harbour-lane.example', name: 'Intake' },
});

export const getSharedItemEndpoint = defineEndpoint({
  id: 'getSharedItem',
  method: 'GET',
  path: '/v1/shared-items/:id',
  tag: TAG,
  summary: 'One thing that can be shared, with the groups that have it',
  access: 'users.read',
  params: byId,
  answers: { 200: { description: 'The thing', body: SharedItem } },
  faults: faultsOf(getSharedItem),
  versioned: true,
});

export const updateSharedItemEndpoint = defineEndpoint({
  id: 'updateSharedItem',
  method: 'PATCH',
  path: '/v1/shared-items/:id',
  tag: TAG,
  summary: 'Change the name of a thing, or which groups have it',
  description:
    '`groups` are all of them. Who gives it to a group, or takes it away, holds every permission that the group carries.',
  access: 'shared-items.manage',
  params: byId,
  body: SharedItemChanges,
  answers: { 200: { description: 'The thing', body: SharedItem } },
  faults: faultsOf(updateSharedItem),
  versioned: true,
  example: { name: 'Intake, harbour' },
});

export const removeSharedItemEndpoint = defineEndpoint({
  id: 'removeSharedItem',
  method: 'DELETE',
  path: '/v1/shared-items/:id',
  tag: TAG,
  summary: 'Say that a thing is there no longer; nobody has it from then on',
  description:
    'Registered once more it is another thing: what was decided for groups and people before is forgotten.',
  access: 'shared-items.manage',
  params: byId,
  answers: { 204: { description: 'Nobody has it any more' } },
  faults: faultsOf(removeSharedItem),
});

export const listAudienceEndpoint = defineEndpoint({
  id: 'listAudience',
  method: 'GET',
  path: '/v1/shared-items/:id/audience',
  tag: TAG,
  summary: 'Who has a thing, and why: by which groups, or because somebody gave it to them',
  description: 'People who are deactivated have nothing. Nobody is told whom the caller does not see.',
  access: 'users.read',
  params: byId,
  query: z.strictObject(listQuery),
  answers: { 200: { description: 'A page of people', body: pageOf(SharedPerson) } },
  faults: faultsOf(listAudience),
});

export const listSharedWithEndpoint = defineEndpoint({
  id: 'listSharedWith',
  method: 'GET',
  path: '/v1/users/:id/shared-items',
  tag: TAG,
  summary: 'What a person has, and why: by which groups, or because somebody gave it to them',
  description:
    'With `shared=false` it is what was taken away from this person, whatever their groups have. Who is deactivated has nothing, and ' +
    'has it again once they are back.',
  access: 'users.read',
  openToSelf: true,
  openToManagers: true,
  params: z.strictObject({ id: UserId }),
  query: z.strictObject({ ...listQuery, shared: flag.optional() }),
  answers: { 200: { description: 'A page of what they have', body: pageOf(SharedLine) } },
  faults: faultsOf(listSharedWith),
});

const whoMay =
  'Who decides has the thing themselves, or holds `shared-items.manage`, and holds everything that the person holds. For oneself it ' +
  'takes `shared-items.manage`.';

export const shareEndpoint = defineEndpoint({
  id: 'share',
  method: 'PUT',
  path: '/v1/users/:id/shared-items/:itemId',
  tag: TAG,
  summary: 'Give a person a thing, or take it away, whatever their groups have',
  description: whoMay,
  access: 'users.update',
  openToManagers: true,
  params: ofPerson,
  body: z.strictObject({ shared: z.boolean() }),
  answers: { 200: { description: 'Whether the person has it, and why', body: SharedLine } },
  faults: faultsOf(share),
  example: { shared: true },
});

export const leaveToGroupsEndpoint = defineEndpoint({
  id: 'leaveToGroups',
  method: 'DELETE',
  path: '/v1/users/:id/shared-items/:itemId',
  tag: TAG,
  summary: 'Leave it to the groups of a person again whether they have a thing',
  description: whoMay,
  access: 'users.update',
  openToManagers: true,
  params: ofPerson,
  answers: { 200: { description: 'Whether the person has it, and why', body: SharedLine } },
  faults: faultsOf(share),
});
