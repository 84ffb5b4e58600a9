import { closest, type FieldError, OWNER_FIELD } from '@seatkeeper/contracts';
import type { OwnerEntry, StoredRecord } from './records.schema.js';
import type { StoredRecordType } from './record-types.schema.js';

/** Fields besides the owner, each with a user; null clears one. */
export type WantedFields = Readonly<Record<string, string | null>>;

/** One text, so that one index finds who is named where. Neither a key nor an id can hold the sign between them. */
export const holderOf = (key: string, user: string): string => `${key}=${user}`;

/** A field of records, or the owner, who is meant where none is named. */
export type Field = string | undefined;

/**
 * What a run leaves in the chain of a record that it moved: its id, with the field where that is not the owner. So each field
 * of a record moves once in a run, and is found by the index that finds what a run has moved.
 */
export const markOf = (run: string, field: Field): string => (field === undefined ? run : `${run}/${field}`);

export const runOf = (mark: string): string => mark.split('/', 1)[0] ?? '';

/** Who is named in which field besides the owner. */
export const fieldsOf = (holders: readonly string[] = []): Map<string, string> =>
  new Map(holders.map((holder) => holder.split('=', 2) as [string, string]));

/** Which of the wanted fields are not as wanted, as links of the chain, and who is named afterwards. */
export function changedFields(record: Pick<StoredRecord, 'holders'>, wanted: WantedFields = {}) {
  const after = fieldsOf(record.holders);
  const links: Pick<OwnerEntry, 'field' | 'from' | 'to'>[] = [];
  for (const [field, to] of Object.entries(wanted)) {
    const from = after.get(field) ?? null;
    if (from === to) continue;
    links.push({ field, from, to });
    if (to === null) after.delete(field);
    else after.set(field, to);
  }
  const holders = [...after].map(([key, user]) => holderOf(key, user)).sort();
  return { links, holders };
}

/** What is wrong with the fields that a record of a type is to have; `type` is null where it is not registered. */
export function unknownFields(
  type: StoredRecordType | null,
  named: string,
  keys: readonly string[],
): FieldError[] {
  const known = type?.fields.map(({ key }) => key) ?? [];
  return keys
    .filter((key) => key === OWNER_FIELD || !known.includes(key))
    .map((key) => ({ path: `fields.${key}`, message: refusalOf(type, named, key, known) }));
}

function refusalOf(
  type: StoredRecordType | null,
  named: string,
  key: string,
  known: readonly string[],
): string {
  if (key === OWNER_FIELD) return 'Name the owner by ownerId or ownerUsername';
  if (!type)
    return `The type ${named} is not registered, and so has an owner alone: register its fields with PUT /v1/record-types/${named}`;
  return `Records of the type ${named} have no field of this name${hintOf(key, known)}`;
}

/** Of a list that is to show one field; null when it is known. */
export function unknownKey(key: string, keys: readonly string[]): FieldError | null {
  const known = [OWNER_FIELD, ...keys];
  if (known.includes(key)) return null;
  return { path: 'field', message: `No type of records has a field of this name${hintOf(key, known)}` };
}

function hintOf(key: string, known: readonly string[]): string {
  const meant = closest(key, known);
  return meant === undefined ? '' : `; did you mean ${meant}?`;
}
