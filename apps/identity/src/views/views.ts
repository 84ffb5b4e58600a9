import { type Change, Fault, type NewView, type View, type ViewChanges } from '@seatkeeper/contracts';
import { listedIn, plain } from '@seatkeeper/text';
import { changedFields } from '../history/changed-fields.js';
import { customSortOf } from '../users/user-lists.js';
import type { StoredView } from './views.schema.js';

/** More than somebody finds again in a menu. */
export const MOST_OWN = 50;
export const MOST_SHARED = 100;

type Views = readonly StoredView[];
/** What a view says of itself, without what has become of it meanwhile. */
export type ToldView = Omit<View, 'missing'>;

export const toldView = (stored: StoredView, shared: boolean): ToldView => ({
  id: stored.id,
  name: stored.name,
  shared,
  filter: stored.filter,
  sort: stored.sort,
  columns: stored.columns,
  createdAt: stored.createdAt.toISOString(),
  updatedAt: stored.updatedAt.toISOString(),
  version: stored.version,
});

/** Neither capitals nor accents tell two names of one menu apart. */
export function refuseName(views: Views, id: string, name: string): Fault | null {
  const twin = views.find((view) => view.id !== id && plain(view.name) === plain(name));
  return twin ? new Fault('name-taken', `Another view of this kind is called ${twin.name}.`) : null;
}

export function refuseNewView(views: Views, id: string, { name }: NewView, shared: boolean): Fault | null {
  const most = shared ? MOST_SHARED : MOST_OWN;
  if (views.length < most) return refuseName(views, id, name);
  const message = shared
    ? `An account shares at most ${most} views`
    : `You have ${most} views, the most one may have`;
  return new Fault('validation-failed', { errors: [{ path: 'name', message }] });
}

export const newView = (id: string, given: NewView, now: Date): StoredView => ({
  id,
  name: given.name,
  filter: given.filter,
  sort: given.sort,
  columns: given.columns,
  createdAt: now,
  updatedAt: now,
  version: 1,
});

/** The view after a change, and what of it is another now. */
export function changedView(
  before: StoredView,
  { name, filter, sort, columns }: ViewChanges,
): { view: StoredView; changes: Change[] } {
  const view: StoredView = {
    ...before,
    ...(name !== undefined && { name }),
    ...(filter !== undefined && { filter }),
    ...(sort !== undefined && { sort }),
    ...(columns !== undefined && { columns }),
  };
  return { view, changes: changedFields(before, view, ['name', 'filter', 'sort', 'columns']) };
}

/** The keys of custom fields that a view names, in a filter, its order or a column, each once. */
export const customKeysIn = ({
  filter,
  sort,
  columns,
}: Pick<StoredView, 'filter' | 'sort' | 'columns'>): string[] => [
  ...new Set([
    ...Object.keys(filter.custom ?? {}).map((name) => name.split('.')[0]!),
    ...[sort ?? '', ...(columns ?? [])].flatMap((column) => customSortOf(column) ?? []),
  ]),
];

/** What views name that can be deleted: by filter, each value once. */
export const NAMING = ['group', 'office', 'department', 'seniority'] as const;
export type Naming = (typeof NAMING)[number];

export const namedBy = (views: readonly Pick<StoredView, 'filter'>[], filter: Naming): string[] => [
  ...new Set(views.flatMap((view) => listedIn(view.filter[filter] ?? ''))),
];
