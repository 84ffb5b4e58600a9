import { scimFault } from './scim-filters.js';

/** A part of an object, in letters of either case. */
export const partOf = (entry: unknown, name: string): unknown =>
  typeof entry === 'object' && entry !== null
    ? Object.entries(entry).find(([each]) => each.toLowerCase() === name)?.[1]
    : undefined;

export const wordOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value.toLowerCase() : undefined;

export const isTrue = (value: unknown): boolean => value === true || wordOf(value) === 'true';

export function objectOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw scimFault('invalidValue', `Expected an object for ${what}.`);
}

/** An empty text is none. Numbers stand where providers read them from a directory, as of employees. */
export function textOf(value: unknown, what: string): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  if (typeof value === 'number') return String(value);
  // Some wrap a single value in a list, or in an object.
  const inner = Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : partOf(value, 'value');
  if (typeof inner === 'string' || typeof inner === 'number') return textOf(inner, what);
  throw scimFault('invalidValue', `Expected a text for ${what}.`);
}

/** Entra writes them as texts, with a capital. Undefined is nothing said. */
export function booleanOf(value: unknown): boolean | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  if (typeof value === 'boolean') return value;
  const word = wordOf(value);
  if (word === 'true' || word === 'false') return word === 'true';
  const inner = Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : partOf(value, 'value');
  if (typeof inner === 'boolean' || typeof inner === 'string') return booleanOf(inner);
  throw scimFault('invalidValue', 'Expected true or false for active.');
}
