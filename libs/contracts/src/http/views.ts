import { z } from 'zod';
import { faultsOf } from '../contract.js';
import {
  createView,
  deleteView,
  getView,
  listViews,
  NewView,
  updateView,
  View,
  ViewChanges,
} from '../identity/view.js';
import { ViewId } from '../ids.js';
import { defineEndpoint } from './endpoint.js';

const TAG = 'Users';
const params = z.strictObject({ id: ViewId });
const view = { description: 'The view', body: View };

export const listViewsEndpoint = defineEndpoint({
  id: 'listViews',
  method: 'GET',
  path: '/v1/views',
  tag: TAG,
  summary: 'The saved views of the list of users: shared ones and your own, each kind in its order',
  description:
    'Shared views are told to who holds `users.read`. A view grants nothing: whoever opens it sees whom they see anyway.',
  access: 'signed-in',
  withSession: true,
  answers: { 200: { description: 'All of them', body: z.object({ items: z.array(View) }) } },
  faults: faultsOf(listViews),
});

export const createViewEndpoint = defineEndpoint({
  id: 'createView',
  method: 'POST',
  path: '/v1/views',
  tag: TAG,
  summary: 'Save a view of the list of users',
  description:
    'With `shared` it is for everybody in the account, which needs the permission `views.share`. A view stays what it is: to share one of ' +
    'your own, save it once more.',
  access: 'signed-in',
  withSession: true,
  needsToo: { shared: 'views.share' },
  body: NewView,
  answers: { 201: view },
  faults: faultsOf(createView),
  example: {
    name: 'Idle for 60 days',
    filter: { status: 'active', idleDays: '60' },
    sort: 'lastActiveAt',
    columns: ['lastName', 'department', 'lastActiveAt'],
  },
});

export const getViewEndpoint = defineEndpoint({
  id: 'getView',
  method: 'GET',
  path: '/v1/views/:id',
  tag: TAG,
  summary: 'One saved view',
  access: 'signed-in',
  withSession: true,
  params,
  answers: { 200: view },
  faults: faultsOf(getView),
  versioned: true,
});

export const updateViewEndpoint = defineEndpoint({
  id: 'updateView',
  method: 'PATCH',
  path: '/v1/views/:id',
  tag: TAG,
  summary: 'Change a saved view, or its place',
  description: 'A shared view needs the permission `views.share`.',
  access: 'signed-in',
  withSession: true,
  params,
  body: ViewChanges,
  answers: { 200: view },
  faults: faultsOf(updateView),
  versioned: true,
  example: { name: 'Idle for a quarter', filter: { status: 'active', idleDays: '90' } },
});

export const deleteViewEndpoint = defineEndpoint({
  id: 'deleteView',
  method: 'DELETE',
  path: '/v1/views/:id',
  tag: TAG,
  summary: 'Delete a saved view',
  description: 'A shared view needs the permission `views.share`.',
  access: 'signed-in',
  withSession: true,
  params,
  answers: { 204: { description: 'The view is gone' } },
  faults: faultsOf(deleteView),
});
