import { CUSTOM_FIELD_COLUMN, importColumns, type ImportField } from '@seatkeeper/contracts';
import { cellOf, shielded } from '../users/custom-field-cells.js';
import type { StoredUser } from '../users/users.schema.js';

/** What else a reader wants to know; an import leaves it alone. */
const ALSO = ['User code', 'Status', 'Global admin', 'Created at', 'Last active at', 'Id'];

const FIELDS = Object.keys(importColumns) as ImportField[];

/** Columns by the names that an import knows, the custom fields behind them. */
export const headerOf = (customFields: readonly string[]): string[] => [
  ...FIELDS.map((field) => importColumns[field].names[0]),
  ...customFields.map((name) => CUSTOM_FIELD_COLUMN + name),
  ...ALSO,
];

/** Several in one cell, as an import reads them. */
const several = (values: readonly string[]): string => values.join('; ');

/** The cells of a user under that header; `manager` is the username of who the user reports to. */
export function cellsOf(
  user: StoredUser,
  customFields: readonly string[],
  manager: string | undefined,
): string[] {
  const { phones, address } = user;
  const fields: Record<ImportField, string | null | undefined> = {
    username: user.username,
    email: user.email,
    firstName: user.firstName,
    lastName: user.lastName,
    title: user.title,
    department: user.department?.name,
    offices: several(user.offices.map(({ name }) => name)),
    manager,
    officePhone: phones.office,
    extension: phones.extension,
    cell: phones.cell,
    street: address.street,
    city: address.city,
    region: address.region,
    postalCode: address.postalCode,
    country: address.country,
    seniority: user.seniority?.name,
    products: several(user.products),
    type: user.type,
    locale: user.locale,
    joinsOn: user.arrival?.on,
  };
  const custom = customFields.map((name) => {
    const value = user.customFields[name];
    return value === undefined ? '' : cellOf(value);
  });
  const also = [
    user.userCode,
    user.status,
    String(user.globalAdmin),
    user.createdAt.toISOString(),
    user.lastActiveAt?.toISOString(),
    user._id,
  ];
  return [...FIELDS.map((field) => fields[field]), ...custom, ...also].map((cell) => shielded(cell ?? ''));
}
