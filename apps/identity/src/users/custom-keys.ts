import { plain } from '@seatkeeper/text';
import type { StoredUser } from './users.schema.js';

type Value = StoredUser['customFields'][string];

/** Longer texts than a filter can name are prose: what comes behind sorts nobody. */
const LONGEST = 200;

/**
 * A value as a text of its own kind, in whose order lists stand: truth values, then numbers, then words as names are compared.
 * Texts alone, because one condition then finds everybody who has a value, whatever a field held before it was defined.
 * Whoever changes what this answers ships a migration of what is stored.
 */
export function customKeyOf(value: Value): string {
  if (typeof value === 'boolean') return value ? 'b1' : 'b0';
  if (typeof value === 'number') return `n${sortable(value)}`;
  return `t${plain(value).slice(0, LONGEST)}`;
}

const SIGN = 1n << 63n;
const ALL = (1n << 64n) - 1n;

/** The bits of a number, so turned that they sort as texts the way numbers do. */
function sortable(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  // Zero has two signs, and is one value.
  view.setFloat64(0, value === 0 ? 0 : value);
  const bits = view.getBigUint64(0);
  return (bits & SIGN ? bits ^ ALL : bits | SIGN).toString(16).padStart(16, '0');
}

/**
 * What lists find and sort a user by; nothing of who is just being created, whom no list shows: so a count of those with a value
 * looks at the index alone.
 */
export function customKeysOf({
  status,
  customFields,
}: Pick<StoredUser, 'status' | 'customFields'>): StoredUser['customKeys'] {
  const values = Object.entries(customFields);
  if (status === 'pending' || values.length === 0) return undefined;
  return Object.fromEntries(values.map(([key, value]) => [key, customKeyOf(value)]));
}

/** Where the key of a field is stored. */
export const customKeyField = (key: string): `customKeys.${string}` => `customKeys.${key}`;
