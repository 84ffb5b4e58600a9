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

/** One for each filter and each order of lists of users. */
export const listIndexes: readonly IndexSpec[] = [
  listed('users-by-product', 'products'),
  listed('users-by-status', 'status'),
  listed('users-by-type', 'type'),
  listed('users-in-office', 'offices.id'),
  listed('users-in-department', 'department.id'),
  listed('users-of-seniority', 'seniority.id'),
  listed('users-by-group', 'groups'),
  listed('users-by-manager', 'reportsTo'),
  listed('users-by-word', 'search'),
  {
    name: 'users-by-name',
    keys: { accountId: 1, 'sortKeys.lastName': 1, 'sortKeys.firstName': 1, _id: 1 },
  },
  listed('users-by-first-name', 'sortKeys.firstName'),
  listed('users-by-code', 'sortKeys.userCode'),
  listed('users-by-department', 'sortKeys.department'),
  listed('users-by-title', 'sortKeys.title'),
  listed('users-by-seniority', 'sortKeys.seniority'),
  listed('users-by-last-activity', 'sortKeys.lastActiveAt'),
  listed('users-by-creation', 'createdAt'),
];
