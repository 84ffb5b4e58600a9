import {
  type Change,
  type CustomField,
  type CustomFieldChanges,
  type CustomFieldChoice,
  Fault,
  type NewCustomField,
} from '@seatkeeper/contracts';
import { changedFields } from '../history/changed-fields.js';
import { placedAmong } from '../places/places.js';
import type { StoredCustomField } from './custom-fields.schema.js';

/** As many as a user may have values of. */
export const MOST_FIELDS = 100;

type Fields = readonly StoredCustomField[];

/** The definition as the API shows it. */
export const toCustomField = (stored: StoredCustomField, users?: number): CustomField => ({
  id: stored.id,
  key: stored.key,
  label: stored.label,
  type: stored.type,
  required: stored.required,
  choices: stored.choices.map(({ value, label }) => ({ value, label })),
  ...(users !== undefined && { users }),
  createdAt: stored.createdAt.toISOString(),
  updatedAt: stored.updatedAt.toISOString(),
  version: stored.version,
});

/** Capitals do not tell two keys apart: who reads them in a file would not. */
export function refuseNewField(fields: Fields, { key }: Pick<NewCustomField, 'key'>): Fault | null {
  const twin = fields.find((field) => field.key.toLowerCase() === key.toLowerCase());
  if (twin) return new Fault('name-taken', `Another custom field has the key ${twin.key}.`);
  return fields.length < MOST_FIELDS
    ? null
    : invalid('key', `An account has at most ${MOST_FIELDS} custom fields`);
}

export const newField = (id: string, given: NewCustomField, now: Date): StoredCustomField => ({
  id,
  key: given.key,
  label: given.label,
  type: given.type,
  required: given.required,
  choices: choicesOf(given.choices ?? []),
  createdAt: now,
  updatedAt: now,
  version: 1,
});

const choicesOf = (given: readonly { value: string; label?: string | undefined }[]): CustomFieldChoice[] =>
  given.map(({ value, label }) => ({ value, label: label ?? value }));

/** The field among the others, directly behind `after`: null for the first place, undefined for where it is, or the last. */
export const placed = (
  fields: Fields,
  field: StoredCustomField,
  after: string | null | undefined,
): StoredCustomField[] => placedAmong(fields, field, after, 'custom field');

/** The definition after a change, and what of it is another now. */
export function changedField(
  before: StoredCustomField,
  { label, required, choices }: CustomFieldChanges,
): { field: StoredCustomField; changes: Change[] } {
  if (choices && before.type !== 'choice')
    throw invalid('choices', `A field of the type ${before.type} has no choices`);
  const field = {
    ...before,
    ...(label !== undefined && { label }),
    ...(required !== undefined && { required }),
    ...(choices && { choices: choicesOf(choices) }),
  };
  const changes = changedFields(toCustomField(before), toCustomField(field), [
    'label',
    'required',
    'choices',
  ]);
  return { field, changes };
}

/** Choices that a change takes away. */
export const choicesGone = (
  { choices: before }: Pick<StoredCustomField, 'choices'>,
  { choices: after }: Pick<CustomFieldChanges, 'choices'>,
): string[] =>
  after
    ? before.map(({ value }) => value).filter((value) => !after.some((each) => each.value === value))
    : [];

/** Refuses to let something go that users have, naming how many they are. */
export function refuseInUse(what: string, users: number, advice: string): Fault | null {
  if (users === 0) return null;
  return new Fault('in-use', {
    detail: `${users === 1 ? 'One user has' : `${users} users have`} ${what}. ${advice}`,
    members: { users },
  });
}

const invalid = (path: string, message: string): Fault =>
  new Fault('validation-failed', { errors: [{ path, message }] });
