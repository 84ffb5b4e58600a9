import { z } from 'zod';
import { Actor, Change } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, ViewId } from '../ids.js';
import { line, Timestamp, unique } from '../people.js';
import { CUSTOM_COLUMN, UserFilter, UserSort } from './user-lists.js';

/** What a list of people can show of each. */
export const USER_COLUMNS = [
  'lastName',
  'firstName',
  'username',
  'status',
  'office',
  'department',
  'seniority',
  'title',
  'groups',
  'products',
  'userCode',
  'lastActiveAt',
  'createdAt',
  'joinsOn',
] as const;

/** Strict: a filter that nobody knows would come to mean everybody. */
const ViewFilter = z
  .strictObject(UserFilter.omit({ id: true }).shape)
  .describe('The filters of `GET /v1/users`, as they stand in its address; without any it is everybody');
const sort = UserSort.nullable().describe('Null is the usual order');
const column = z.union([
  z.enum(USER_COLUMNS),
  z.string().regex(CUSTOM_COLUMN, 'Expected a column, or `custom.` and the key of a custom field'),
]);
/** More than a screen is wide. */
const MOST_COLUMNS = 40;
const columns = unique(column, MOST_COLUMNS)
  .min(1, 'Name at least one column')
  .nullable()
  .describe('Null leaves them to whoever looks');
/** Directly behind which one of its kind it stands; null for the first place. */
const after = ViewId.nullable().optional();

/** What a view asks for that is not there any more: nobody is found by it, and the list refuses a custom field that is gone. */
export const MissingValue = z.object({
  filter: z.enum(['group', 'office', 'department', 'seniority', 'custom']),
  value: z
    .string()
    .describe('Of `custom` the key of the field, whether a filter, the order or a column names it'),
});
export type MissingValue = z.infer<typeof MissingValue>;

/** A list of people that somebody has saved: whom it shows, in which order, with which columns. */
export const View = z.object({
  id: ViewId,
  name: z.string(),
  shared: z
    .boolean()
    .describe('Everybody in the account who may see users is offered it; else it is the caller’s own'),
  filter: ViewFilter,
  sort,
  columns,
  missing: z
    .array(MissingValue)
    .describe(
      'What it names that was deleted: nobody is found by that, and a filter or order by a custom field is refused',
    ),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  version: z.int(),
});
export type View = z.infer<typeof View>;

export const NewView = z.strictObject({
  name: line(60),
  shared: z.boolean().default(false),
  filter: ViewFilter.default({}),
  sort: sort.default(null),
  columns: columns.default(null),
  after,
});
export type NewView = z.output<typeof NewView>;

export const ViewChanges = z.strictObject({
  name: line(60).optional(),
  filter: ViewFilter.optional().describe('All filters: what is not in it is taken out'),
  sort: sort.optional(),
  columns: columns.optional(),
  after,
});
export type ViewChanges = z.output<typeof ViewChanges>;

const command = { accountId: AccountId, by: Actor, viewId: ViewId };

export const listViews = defineRequest({
  name: 'identity.view.list.v1',
  summary:
    'The saved views of the list of people: the shared ones for who may see users, and those of the caller.',
  input: z.object({ accountId: AccountId, by: Actor }),
  output: z.object({ items: z.array(View) }),
});

export const getView = defineRequest({
  name: 'identity.view.get.v1',
  summary: 'One saved view.',
  input: z.object(command),
  output: View,
  faults: ['not-found'],
});

export const createView = defineRequest({
  name: 'identity.view.create.v1',
  summary:
    'Saves a view, which stands last of its kind unless the caller says where. The caller chooses the id, so that asking twice creates one.',
  input: z.object({ ...command, view: NewView }),
  output: View,
  faults: ['forbidden', 'name-taken', 'validation-failed'],
});

export const updateView = defineRequest({
  name: 'identity.view.update.v1',
  summary: 'Changes a saved view, or its place.',
  input: z.object({ ...command, changes: ViewChanges, ifVersion: z.int().optional() }),
  output: View,
  faults: ['not-found', 'forbidden', 'name-taken', 'precondition-failed', 'validation-failed'],
});

export const deleteView = defineRequest({
  name: 'identity.view.delete.v1',
  summary: 'Deletes a saved view. Nobody whom it showed is changed.',
  input: z.object(command),
  output: z.object({}),
  faults: ['not-found', 'forbidden'],
});

const viewEvent = (verb: string, summary: string) =>
  defineEvent({
    name: `identity.view.${verb}.v1`,
    summary,
    data: z.object({
      accountId: AccountId,
      actor: Actor,
      view: View.omit({ missing: true }),
      changes: z.array(Change),
    }),
  });
export const viewCreated = viewEvent('created', 'A view of the list of people was saved.');
export const viewUpdated = viewEvent('updated', 'A saved view of the list of people changed.');
export const viewDeleted = viewEvent('deleted', 'A saved view of the list of people was deleted.');
