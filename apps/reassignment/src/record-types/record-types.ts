import {
  type Change,
  Fault,
  OWNER_FIELD,
  type RecordTypeContent,
  type RegisteredType,
} from '@seatkeeper/contracts';
import { isDeepStrictEqual } from 'node:util';
import type { StoredRecordType, StoredRecordTypes } from '../records/record-types.schema.js';

/** What an account may register. Each key of a field is one more look for whoever looks through all of them. */
export const MOST_TYPES = 100;
export const MOST_KEYS = 100;

type Fields = StoredRecordType['fields'];

export const toRecordType = (stored: StoredRecordType): RegisteredType => ({
  type: stored.type,
  fields: stored.fields.map(({ key, label }) => ({ key, label })),
  createdAt: stored.createdAt.toISOString(),
  updatedAt: stored.updatedAt.toISOString(),
  version: stored.version,
});

/** The owner first, whether named or not. */
export function fieldsWanted({ fields }: RecordTypeContent): Fields {
  const all = fields.map(({ key, label = key }) => ({ key, label }));
  const owner = all.find(({ key }) => key === OWNER_FIELD) ?? { key: OWNER_FIELD, label: 'Owner' };
  return [owner, ...all.filter((field) => field !== owner)];
}

/** Keys that would go. */
export const keysGone = (before: Fields, after: Fields): string[] =>
  before.map(({ key }) => key).filter((key) => !after.some((field) => field.key === key));

/** Says no when a field would go that somebody else has registered since it was looked which are `unused`. */
export function refuseUnseen(
  { types }: Pick<StoredRecordTypes, 'types'>,
  type: string,
  fields: Fields,
  unused: readonly string[],
): Fault | null {
  const before = types.find((each) => each.type === type)?.fields ?? [];
  if (keysGone(before, fields).every((key) => unused.includes(key))) return null;
  return new Fault(
    'service-unavailable',
    'Somebody else changed the type just now: look at it, and send it again.',
  );
}

/** The account's types with one of them as wanted, what it is then, and what of it is another now. Throws `validation-failed`. */
export function withType(
  before: Pick<StoredRecordTypes, 'types' | 'keys'>,
  type: string,
  fields: Fields,
  now: Date,
): { set: Pick<StoredRecordTypes, 'types' | 'keys'>; is: StoredRecordType; changes: Change[] } | null {
  const was = before.types.find((each) => each.type === type);
  if (was && isDeepStrictEqual(toRecordType(was).fields, fields)) return null;
  const is = {
    type,
    fields,
    createdAt: was?.createdAt ?? now,
    updatedAt: now,
    version: (was?.version ?? 0) + 1,
  };
  const others = before.types.filter((each) => each.type !== type);
  if (others.length >= MOST_TYPES)
    throw invalid(`An account registers at most ${MOST_TYPES} types of records`);
  const named = fields.map(({ key }) => key).filter((key) => key !== OWNER_FIELD);
  const keys = [...new Set([...before.keys, ...named])].sort();
  if (keys.length > MOST_KEYS)
    throw invalid(
      `The types of an account have, and ever had, at most ${MOST_KEYS} different fields: take keys again`,
    );
  const types = [...others, is].sort((one, other) => (one.type < other.type ? -1 : 1));
  const changes = was ? [{ field: 'fields', before: was.fields, after: fields }] : [];
  return { set: { types, keys }, is, changes };
}

/** Refuses to let something go that records have; they were counted up to `most`. */
export function refuseInUse(what: string, records: number, most: number): Fault | null {
  if (records === 0) return null;
  const many =
    records >= most ? `At least ${most} records` : records === 1 ? 'One record' : `${records} records`;
  return new Fault('in-use', {
    detail: `${many} ${records === 1 ? 'has' : 'have'} ${what}.`,
    members: { records },
  });
}

const invalid = (message: string): Fault =>
  new Fault('validation-failed', { errors: [{ path: 'fields', message }] });
