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
  readonly sort?: string;
  readonly person?: string;
}

export const STATUSES = ['pending', 'waiting', 'invited', 'active', 'banned', 'deactivated'] as const;
export type Status = (typeof STATUSES)[number];

export const FILTERS = ['status', 'group', 'office', 'department', 'seniority', 'product', 'type'] as const;
export type Filter = (typeof FILTERS)[number];

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
export type SortColumn = (typeof SORTED_BY)[number];

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
  for (const name of ['q', 'person', ...FILTERS] as const) {
    const value = text(search[name]);
    if (value !== undefined) found[name] = value;
  }
  const sort = text(search['sort']);
  if (sort !== undefined && isSortColumn(sort.replace(/^-/, ''))) found['sort'] = sort;
  return found;
}

const isSortColumn = (column: string): column is SortColumn =>
  (SORTED_BY as readonly string[]).includes(column);

export const listOf = (value: string | undefined): string[] =>
  (value ?? '').split(',').filter((one) => one !== '');

/** Whether the API takes so many values of one filter. Taking some away from too many is always right. */
export const isTooMany = (values: readonly string[], before: readonly string[] = []): boolean =>
  values.join(',').length > LONGEST && values.length >= before.length;

/** The part of the search that says whom, as the API takes it. */
export function filterOf({
  person: _person,
  sort: _sort,
  ...filter
}: PeopleSearch): Omit<PeopleSearch, 'sort' | 'person'> {
  return filter;
}

/** For whoever means all that match: a bulk act wants one filter at least, and everybody is of some type. */
export function bulkFilterOf(search: PeopleSearch): Omit<PeopleSearch, 'sort' | 'person'> {
  const filter = filterOf(search);
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
