import { Fault, type UserFilter, UserStatus, UserType } from '@seatkeeper/contracts';
import type { Filter } from '@seatkeeper/mongo';
import type { z } from 'zod';
import { queryWords } from './search-terms.js';
import type { StoredUser } from './users.schema.js';

/** Where each sortable column is kept: folded ones beside the field, for a list is read by people. */
const COLUMNS: Readonly<Record<string, string>> = {
  lastName: 'sortKeys.lastName',
  firstName: 'sortKeys.firstName',
  userCode: 'sortKeys.userCode',
  department: 'sortKeys.department',
  title: 'sortKeys.title',
  lastActiveAt: 'sortKeys.lastActiveAt',
};

/** `lastName,-createdAt` as the collection sorts it. */
export const sortOrder = (sort: string): [string, 1 | -1][] =>
  sort.split(',').map((part) => {
    const column = part.replace(/^-/, '');
    return [COLUMNS[column] ?? column, part.startsWith('-') ? -1 : 1];
  });

const FIELDS = {
  office: 'offices',
  department: 'department',
  group: 'groups',
  product: 'products',
  reportsTo: 'reportsTo',
} as const;

const valuesOf = (text: string): string[] =>
  text
    .split(',')
    .map((value) => value.trim())
    .filter(Boolean);

/**
 * The conditions of a list: any of the values of each filter, all of the words of the query. Users who are just
 * being created are not shown unless asked for.
 */
export function userFilter(filter: z.output<typeof UserFilter>): Filter<StoredUser> {
  const conditions: Filter<StoredUser> = { status: { $ne: 'pending' } };
  if (filter.status !== undefined)
    conditions.status = { $in: knownValues('status', filter.status, UserStatus.options) };
  if (filter.type !== undefined)
    conditions.type = { $in: knownValues('type', filter.type, UserType.options) };
  for (const [name, field] of Object.entries(FIELDS) as [
    keyof typeof FIELDS,
    (typeof FIELDS)[keyof typeof FIELDS],
  ][]) {
    const text = filter[name];
    if (text !== undefined) Object.assign(conditions, { [field]: { $in: valuesOf(text) } });
  }
  const words = queryWords(filter.q ?? '');
  return words.length === 0 ? conditions : { ...conditions, $and: words.map(beginsWith) };
}

/** A range on the indexed terms, so that no text of a caller is ever run as an expression. */
const beginsWith = (word: string): Filter<StoredUser> => ({
  search: { $elemMatch: { $gte: word, $lt: `${word}\u{10FFFF}` } },
});

function knownValues<V extends string>(path: string, text: string, known: readonly V[]): V[] {
  const values = valuesOf(text);
  const isKnown = (value: string): value is V => (known as readonly string[]).includes(value);
  if (values.length > 0 && values.every(isKnown)) return values;
  throw new Fault('validation-failed', {
    errors: [{ path, message: `Expected any of ${known.join(', ')}` }],
  });
}
