import { closest, type FieldError } from '@seatkeeper/contracts';
import { fold } from '@seatkeeper/text';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { valueOf } from '../users/custom-field-cells.js';
import type { StoredUser } from '../users/users.schema.js';
import type { StoredCustomField } from './custom-fields.schema.js';

type Values = StoredUser['customFields'];
type Value = Values[string];
/** As a merge patch says them: null takes one away. */
export type Said = Readonly<Record<string, Value | null>>;
type Fields = readonly StoredCustomField[];

/** What is said of a user, as it is stored, and all that is wrong with it. */
export interface Fitted<S extends Said> {
  values: S;
  errors: FieldError[];
}

/** More than anybody mends at once. */
const MOST_TOLD = 20;

/** Why nobody is changed by a definition that came later: what a user has, and is said again, stays as it is. */
const isHeld = (held: Values | undefined, key: string, value: unknown): boolean =>
  held !== undefined && Object.hasOwn(held, key) && isDeepStrictEqual(held[key], value);

/**
 * Fits what is said into the definitions: an account without any takes everything. `held` is what the user has; nobody has
 * it yet where somebody new comes, who then needs what is required.
 */
export function fitted<S extends Said>(
  fields: Fields,
  said: S,
  { held, needsAll = false }: { held?: Values; needsAll?: boolean },
): Fitted<S> {
  if (fields.length === 0) return { values: said, errors: [] };
  const values: Record<string, Value | null> = { ...said };
  const errors: FieldError[] = [];
  for (const [key, value] of Object.entries(said)) {
    if (errors.length === MOST_TOLD) break;
    const path = `customFields.${key}`;
    const field = fields.find((each) => each.key === key);
    if (value === null) {
      if (field?.required && held && Object.hasOwn(held, key))
        errors.push({ path, message: `${field.label} is required: change it` });
    } else if (isHeld(held, key, value)) continue;
    else if (!field) errors.push({ path, message: unknownField(fields, key) });
    else {
      const read = fit(field, value);
      if ('message' in read) errors.push({ path, message: read.message });
      else values[key] = read.value;
    }
  }
  for (const { key, label } of needsAll ? fields.filter(({ required }) => required) : [])
    if (!Object.hasOwn(said, key) || said[key] === null)
      errors.push({ path: `customFields.${key}`, message: `${label} is required` });
  return { values: values as S, errors };
}

/** That a key is none, and which one may be meant. */
export function unknownField(fields: Fields, key: string): string {
  const meant = closest(
    key,
    fields.map((field) => field.key),
  );
  return `There is no custom field with the key ${key}${meant === undefined ? '' : `; did you mean ${meant}?`}`;
}

const Day = z.iso.date();

/** A value as the type of the field wants it, or what is wrong with it. */
export function fit(
  { type, choices }: Pick<StoredCustomField, 'type' | 'choices'>,
  value: Value,
): { value: Value } | { message: string } {
  switch (type) {
    case 'text':
      return typeof value === 'string' ? { value } : { message: 'Expected a text' };
    case 'number':
      return typeof value === 'number' ? { value } : { message: 'Expected a number' };
    case 'yes-no':
      return typeof value === 'boolean' ? { value } : { message: 'Expected true or false' };
    case 'date':
      return Day.safeParse(value).success ? { value } : { message: 'Expected a date such as 2030-01-31' };
    case 'choice': {
      const found = choiceOf(choices, value);
      return found ? { value: found.value } : { message: oneOf(choices) };
    }
  }
}

/** By its value, else by what it is called, which is what people write in files. */
const choiceOf = (choices: StoredCustomField['choices'], value: Value) =>
  choices.find((choice) => choice.value === value) ??
  (typeof value === 'string' ? choices.find(({ label }) => fold(label) === fold(value)) : undefined);

const MOST_NAMED = 10;
function oneOf(choices: StoredCustomField['choices']): string {
  const named = choices.slice(0, MOST_NAMED).map(({ value }) => value);
  const more = choices.length - named.length;
  return `Expected one of ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const YES = new Set(['true', 'yes', 'oui']);
const NO = new Set(['false', 'no', 'non']);

/** What a cell of a file means for the field it is of. Without a definition, it is what it reads as. */
export function cellValue(field: Pick<StoredCustomField, 'type'> | undefined, cell: string): Value {
  const read = valueOf(cell);
  const word = fold(cell);
  if (field?.type === 'yes-no') return YES.has(word) ? true : NO.has(word) ? false : read;
  // A staff number, or a choice, that looks like a number is none; in quotes, an export has written it.
  const isText = field?.type === 'text' || field?.type === 'choice' || field?.type === 'date';
  return isText && typeof read !== 'string' ? cell : read;
}

/** The columns of a table: what is defined, in its order, then what users have besides. */
export const columnNames = (fields: Fields, found: readonly string[]): string[] => [
  ...new Set([...fields.map(({ key }) => key), ...found]),
];
