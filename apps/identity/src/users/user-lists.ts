import { CUSTOM_COLUMN, Fault, NONE, type UserFilter, UserStatus, UserType } from '@seatkeeper/contracts';
import { listedIn } from '@seatkeeper/text';
import { customKeyField } from './custom-keys.js';
import type { Reach } from './reaches.js';

/** Where each sortable column is kept: folded ones beside the field, for a list is read by people. */
const COLUMNS: Readonly<Record<string, string>> = {
  lastName: 'sortKeys.lastName',
  firstName: 'sortKeys.firstName',
  userCode: 'sortKeys.userCode',
  department: 'sortKeys.department',
  title: 'sortKeys.title',
  seniority: 'sortKeys.seniority',
  lastActiveAt: 'sortKeys.lastActiveAt',
};

/** Who has the same last name stands in the order of the first names, the same way round. */
const BY_NAME = ['sortKeys.lastName', 'sortKeys.firstName'] as const;

/** By which custom field a list is sorted, if by one. */
export const customSortOf = (sort: string): string | undefined =>
  CUSTOM_COLUMN.exec(sort.replace(/^-/, ''))?.[1];

/** `lastName,-createdAt` as the collection sorts it, each field once. */
export function sortOrder(sort: string): [string, 1 | -1][] {
  const custom = customSortOf(sort);
  if (custom !== undefined) {
    const direction = sort.startsWith('-') ? -1 : 1;
    return [customKeyField(custom), ...BY_NAME].map((field) => [field, direction]);
  }
  const order = new Map<string, 1 | -1>();
  for (const part of sort.split(',')) {
    const column = part.replace(/^-/, '');
    const direction = part.startsWith('-') ? -1 : 1;
    for (const field of column === 'lastName' ? BY_NAME : [COLUMNS[column] ?? column])
      if (!order.has(field)) order.set(field, direction);
  }
  return [...order];
}

/** Each filter, and the field its values are those of. */
const FILTERS = [
  ['id', '_id'],
  ['status', 'status'],
  ['type', 'type'],
  ['office', 'offices.id'],
  ['department', 'department.id'],
  ['seniority', 'seniority.id'],
  ['group', 'groups'],
  ['product', 'products'],
  ['reportsTo', 'reportsTo'],
] as const;
type Filter = (typeof FILTERS)[number];

/** Filters whose values are all known. */
const KNOWN: Partial<Record<Filter[0], readonly string[]>> = {
  status: UserStatus.options,
  type: UserType.options,
};

/** On a custom field as lists compare it. */
export interface CustomCondition {
  any?: string[];
  from?: string;
  to?: string;
}

/** What a list asks for: any of the values of each field, and all of the words of the text. */
export interface UserQuery {
  anyOf: Partial<Record<Filter[1], string[]>>;
  text: string;
  /** As well as who is in any of the groups, who is in none. */
  orGroupless?: true;
  /** Who was not active for so many days. */
  idleDays?: number;
  /** Whose open invitation ends within so many days. */
  invitationEndsInDays?: number;
  /** Who is to join within so many days. */
  joinsInDays?: number;
  /** Global admins as well as who is in any of the groups, or nobody but them if there are none. */
  orGlobalAdmins?: true;
  /** By the key of a custom field: values of which it has any, or between which it lies. */
  custom?: Readonly<Record<string, CustomCondition>>;
  /** Nobody beyond whom the one who asks reaches. */
  within?: Reach;
}

/**
 * Throws `validation-failed` for a value that there is not. The members of one group are those who have the role of a
 * global admin.
 */
export function userQuery(filter: UserFilter, adminGroup?: string): UserQuery {
  const anyOf: UserQuery['anyOf'] = {};
  for (const [name, field] of FILTERS) {
    const text = filter[name];
    if (text !== undefined) anyOf[field] = knownValues(name, listedIn(text), KNOWN[name]);
  }
  const orGroupless = anyOf.groups?.includes(NONE) && { orGroupless: true as const };
  if (anyOf.groups) anyOf.groups = anyOf.groups.filter((id) => id !== NONE);
  const query: UserQuery = {
    anyOf,
    ...orGroupless,
    ...daysOf(filter, 'idleDays'),
    ...daysOf(filter, 'invitationEndsInDays'),
    ...daysOf(filter, 'joinsInDays'),
    text: filter.q ?? '',
  };
  const { groups, ...others } = anyOf;
  if (!groups || adminGroup === undefined || !groups.includes(adminGroup)) return query;
  const rest = groups.filter((id) => id !== adminGroup);
  return {
    ...query,
    anyOf: rest.length > 0 || orGroupless ? { ...others, groups: rest } : others,
    orGlobalAdmins: true,
  };
}

const daysOf = (
  filter: UserFilter,
  name: 'idleDays' | 'invitationEndsInDays' | 'joinsInDays',
): Pick<UserQuery, typeof name> => (filter[name] === undefined ? {} : { [name]: Number(filter[name]) });

/** Throws `validation-failed` unless there are values, and all are known. */
export function knownValues(path: string, values: string[], known: readonly string[] | undefined): string[] {
  if (!known || (values.length > 0 && values.every((value) => known.includes(value)))) return values;
  throw new Fault('validation-failed', {
    errors: [{ path, message: `Expected any of ${known.join(', ')}` }],
  });
}
