import type { Answer } from '@seatkeeper/client';
import { flat, isCustomColumn, keyIn } from '../custom-search.js';
import { askedOf, type PeopleSearch } from '../people-search.js';

export type View = Answer<'/v1/views', 'get'>['items'][number];
export type Missing = View['missing'][number];
/** What of a view the address says. */
export type Shown = Pick<View, 'filter' | 'sort' | 'columns'>;

/**
 * The address of a view; who was looked at is looked at no longer. An order or a column of a custom field that is gone is left out,
 * a filter by one is not: without it the view would show people whom nobody asked for.
 */
export function searchOf({ filter, sort, columns, missing }: Shown & Pick<View, 'missing'>): PeopleSearch {
  const isThere = (column: string) =>
    !isCustomColumn(column) ||
    !missing.some(({ filter: kind, value }) => kind === 'custom' && value === keyIn(column));
  return {
    ...flat(filter),
    ...(sort !== null && sort !== 'lastName' && isThere(sort.replace(/^-/, '')) && { sort }),
    ...(columns !== null && { columns: columns.filter(isThere).join() }),
  };
}

/** What a view has to keep of an address, with the columns that are seen. */
export const shownIn = (search: PeopleSearch, columns: readonly string[]): Shown => ({
  filter: askedOf(search),
  sort: search.sort ?? null,
  columns: [...columns] as NonNullable<Shown['columns']>,
});

const sorted = (search: PeopleSearch): string => {
  const { person: _person, ...rest } = search;
  return JSON.stringify(Object.entries(rest).toSorted(([one], [other]) => (one < other ? -1 : 1)));
};

/** The view that the address shows; own ones before shared ones that are the same. */
export function viewAt(views: readonly View[], search: PeopleSearch): View | undefined {
  const here = sorted(search);
  const fitting = views.filter((view) => sorted(searchOf(view)) === here);
  return fitting.find(({ shared }) => !shared) ?? fitting[0];
}

/** How many of each kind are missing, in the order of the filters. */
export function countMissing(missing: readonly Missing[]): [Missing['filter'], number][] {
  const counts = new Map<Missing['filter'], number>();
  for (const { filter } of missing) counts.set(filter, (counts.get(filter) ?? 0) + 1);
  return [...counts];
}
