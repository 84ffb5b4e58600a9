import { type CustomName, customColumn, isCustomColumn } from './custom-search.js';
import { isSortColumn, type SortColumn } from './people-search.js';
import type { CustomField } from './profile-fields.js';

export const COLUMNS = [
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
export type UsualColumn = (typeof COLUMNS)[number];
export type Column = UsualColumn | CustomName;
/** A list with affiliates says besides of which account each is: nobody chooses that away. */
export type ListColumn = Column | 'account';

const USUAL: readonly Column[] = ['lastName', 'status', 'office', 'department', 'groups', 'lastActiveAt'];
/** Who it is stands first and stays. */
const ALWAYS: Column = 'lastName';

/** px; the first takes what is left. */
const WIDTHS: Readonly<Record<UsualColumn | 'account', number>> = {
  account: 170,
  lastName: 240,
  firstName: 140,
  username: 260,
  status: 140,
  office: 120,
  department: 130,
  seniority: 130,
  title: 160,
  groups: 150,
  products: 120,
  userCode: 100,
  lastActiveAt: 130,
  createdAt: 130,
  joinsOn: 120,
};

/** Of custom fields nobody knows how long their values are. */
const CUSTOM_WIDTH = 150;

export const widthOf = (column: ListColumn): number =>
  isCustomColumn(column) ? CUSTOM_WIDTH : WIDTHS[column];

export const isSortable = (column: ListColumn): column is SortColumn & Column => isSortColumn(column);

export type Defined = readonly Pick<CustomField, 'key'>[];

/** All that there are: those of custom fields behind the others, in the order of the account. */
export const allColumns = (defined: Defined): readonly Column[] => [
  ...COLUMNS,
  ...defined.map(({ key }) => customColumn(key)),
];

/** The columns that were chosen, in the order of the list. */
export function columnsFrom(chosen: readonly string[] | undefined, defined: Defined): readonly Column[] {
  const wanted = chosen ?? USUAL;
  return allColumns(defined).filter((column) => column === ALWAYS || wanted.includes(column));
}

/** Those of the address where it names some, else as this device has them. */
export const columnsOf = (
  { columns }: { readonly columns?: string },
  chosen: readonly string[] | undefined,
  defined: Defined,
): readonly Column[] => columnsFrom(columns === undefined ? chosen : columns.split(','), defined);

/** The same with the account behind who it is. */
export const withAccount = ([first = ALWAYS, ...others]: readonly Column[]): readonly ListColumn[] => [
  first,
  'account',
  ...others,
];

/** On a phone there is room for who it is and how they are. */
export const NARROW: readonly Column[] = ['lastName', 'status'];
