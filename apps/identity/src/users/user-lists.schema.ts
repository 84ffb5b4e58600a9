import { type IndexSpec, text } from '@seatkeeper/mongo';

/** Columns as lists are sorted by them: folded, and never missing. */
export interface SortKeys {
  lastName: string;
  firstName: string;
  userCode: string;
  department: string;
  title: string;
  seniority: number;
  lastActiveAt: Date;
}

export const sortKeysField = {
  type: {
    lastName: text,
    firstName: text,
    userCode: text,
    department: text,
    title: text,
    seniority: { type: Number, required: true },
    lastActiveAt: { type: Date, required: true },
  },
  required: true,
};

const listed = (name: string, field: string) => ({
  name,
  keys: { accountId: 1, [field]: 1, _id: 1 } as const,
});

const byName = { 'sortKeys.lastName': 1, 'sortKeys.firstName': 1, _id: 1 } as const;

/** Finds whom a filter asks for in the usual order, and counts them without looking at them: lists ask who is not `pending`. */
const foundByName = (name: string, field: string) => ({
  name,
  keys: { accountId: 1, [field]: 1, ...byName, status: 1 } as const,
});

/** One for each filter and each order of lists of users. Those of filters have the usual order in them. */
export const listIndexes: readonly IndexSpec[] = [
  foundByName('users-of-product-by-name', 'products'),
  { name: 'users-of-status-by-name', keys: { accountId: 1, status: 1, ...byName } },
  foundByName('users-of-type-by-name', 'type'),
  foundByName('users-in-office-by-name', 'offices.id'),
  foundByName('users-in-department-by-name', 'department.id'),
  foundByName('users-of-seniority-by-name', 'seniority.id'),
  foundByName('users-in-group-by-name', 'groups'),
  foundByName('users-of-manager-by-name', 'reportsTo'),
  /** People in the order in which they came, which stays while a provider reads part after part. */
  { name: 'people-by-creation', keys: { accountId: 1, type: 1, createdAt: 1, _id: 1, status: 1 } },
  /** One for all custom fields: each is found, and sorted by, through the part of it that has its key. */
  { name: 'users-by-custom-field', keys: { accountId: 1, 'customKeys.$**': 1, ...byName } },
  listed('users-by-word', 'search'),
  { name: 'users-by-name', keys: { accountId: 1, ...byName } },
  listed('users-by-first-name', 'sortKeys.firstName'),
  listed('users-by-username', 'username'),
  listed('users-by-code', 'sortKeys.userCode'),
  listed('users-by-status', 'status'),
  listed('users-by-department', 'sortKeys.department'),
  listed('users-by-title', 'sortKeys.title'),
  listed('users-by-seniority', 'sortKeys.seniority'),
  listed('users-by-last-activity', 'sortKeys.lastActiveAt'),
  listed('users-by-creation', 'createdAt'),
];
