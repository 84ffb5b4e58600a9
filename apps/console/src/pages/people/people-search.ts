import { listed } from '@seatkeeper/text';
import { type CustomName, isCustomColumn, isCustomFilter, nested } from './custom-search.js';

/** What the address of the list says: whom, in which order, and who is looked at. */
export interface PeopleSearch {
  readonly q?: string;
  /** Several with commas, as in the API. */
  readonly status?: string;
  readonly group?: string;
  readonly office?: string;
  readonly department?: string;
  readonly seniority?: string;
  readonly product?: string;
  readonly type?: string;
  /** Numbers of days, as the API takes them. */
  readonly idleDays?: string;
  readonly invitationEndsInDays?: string;
  readonly joinsInDays?: string;
  readonly sort?: string;
  /** Of a view that has its own; else they are as this device has them. */
  readonly columns?: string;
  readonly person?: string;
  /** With the people of accounts below. */
  readonly affiliates?: true;
  /** Of custom fields, by their keys: any of some values, or with `.from` and `.to` a range. */
  readonly [filter: CustomName]: string;
}

export const STATUSES = ['pending', 'waiting', 'invited', 'active', 'banned', 'deactivated'] as const;
export type Status = (typeof STATUSES)[number];

export const FILTERS = ['status', 'group', 'office', 'department', 'seniority', 'product', 'type'] as const;
export type Filter = (typeof FILTERS)[number];

/** Filters by a number of days, each with those that are offered. */
export const DAYS = {
  idleDays: ['30', '60', '90', '180'],
  invitationEndsInDays: ['1', '3', '7'],
  joinsInDays: ['7', '30', '90'],
} as const;
export type DaysFilter = keyof typeof DAYS;
export const DAYS_FILTERS = [
  'idleDays',
  'invitationEndsInDays',
  'joinsInDays',
] as const satisfies readonly DaysFilter[];

/** Who is in none, in the filter by group. */
export const NONE = 'none';

export const SORTED_BY = [
  'lastName',
  'firstName',
  'username',
  'userCode',
  'status',
  'department',
  'seniority',
  'title',
  'createdAt',
  'lastActiveAt',
] as const;
export type SortColumn = (typeof SORTED_BY)[number] | CustomName;

/** Letters of one filter, commas among them: the API refuses more. */
const LONGEST = 200;
// What is too long, or no status at all, stays and is refused: without it the list, and a bulk act upon all of it, would mean people whom nobody asked for.
const text = (value: unknown): string | undefined => {
  // The router reads what looks like a number as one.
  const said = typeof value === 'number' ? String(value) : value;
  return typeof said === 'string' && said.trim() !== '' ? said : undefined;
};

/** An address that somebody has typed or an older console has made: what makes no sense is left out. */
export function readPeopleSearch(search: Record<string, unknown>): PeopleSearch {
  const found: Record<string, string> = {};
  for (const name of ['q', 'person', 'columns', ...FILTERS, ...DAYS_FILTERS] as const) {
    const value = text(search[name]);
    if (value !== undefined) found[name] = value;
  }
  for (const [name, said] of Object.entries(search)) {
    const value = isCustomFilter(name) ? text(typeof said === 'boolean' ? String(said) : said) : undefined;
    if (value !== undefined) found[name] = value;
  }
  const sort = text(search['sort']);
  if (sort !== undefined && isSortColumn(sort.replace(/^-/, ''))) found['sort'] = sort;
  // The router reads the word as what it means.
  return search['affiliates'] === true ? { ...found, affiliates: true } : found;
}

export const isSortColumn = (column: string): column is SortColumn =>
  (SORTED_BY as readonly string[]).includes(column) || isCustomColumn(column);

/** Whether the API takes so many values of one filter. Taking some away from too many is always right. */
export const isTooMany = (values: readonly string[], before: readonly string[] = []): boolean =>
  listed(values).length > LONGEST && values.length >= before.length;

/** What of a search says whom. */
export type PeopleFilter = Omit<PeopleSearch, 'sort' | 'person' | 'columns' | 'affiliates'>;

/** The part of the search that says whom, as the API takes it. */
export function filterOf({
  person: _person,
  sort: _sort,
  columns: _columns,
  affiliates: _affiliates,
  ...filter
}: PeopleSearch): PeopleFilter {
  return filter;
}

/** The same address with everybody in it. */
export const withoutFilter = ({ sort, person, columns, affiliates }: PeopleSearch): PeopleSearch => ({
  ...(sort !== undefined && { sort }),
  ...(person !== undefined && { person }),
  ...(columns !== undefined && { columns }),
  ...(affiliates !== undefined && { affiliates }),
});

/** The same as the API takes it. */
export const askedOf = (search: PeopleSearch) => nested(filterOf(search));
export type AskedFilter = ReturnType<typeof askedOf>;

/** For whoever means all that match: a bulk act wants one filter at least, and everybody is of some type. */
export function bulkFilterOf(search: PeopleSearch): AskedFilter {
  const filter = askedOf(search);
  return Object.keys(filter).length > 0 ? filter : { type: 'standard,service' };
}

export interface Order {
  readonly column: SortColumn;
  readonly direction: 'ascending' | 'descending';
}

export function orderOf({ sort = 'lastName' }: PeopleSearch): Order {
  const column = sort.replace(/^-/, '');
  return {
    column: isSortColumn(column) ? column : 'lastName',
    direction: sort.startsWith('-') ? 'descending' : 'ascending',
  };
}

/** What the address says of an order; nothing of the usual one. */
export function sortFrom(column: string, direction: Order['direction']): string | undefined {
  if (!isSortColumn(column)) return undefined;
  const sort = direction === 'descending' ? `-${column}` : column;
  return sort === 'lastName' ? undefined : sort;
}
