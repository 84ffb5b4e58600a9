import {
  type Actor,
  type FieldError,
  OWNER_FIELD,
  type OwnedRecord,
  systemActor,
} from '@seatkeeper/contracts';
import { atTheEnd, type Change } from '@seatkeeper/mongo';
import { searchTerms } from '@seatkeeper/text';
import { comingTo, type Known, settled } from './arrivals.js';
import type { Follow } from './hand-overs.js';
import { isOfOwner } from './owner-history.js';
import { changedFields, fieldsOf, type WantedFields } from './fields.js';
import type { Departed } from './owners.js';
import { recordId } from './record-ids.js';
import type { OwnerEntry, StoredRecord } from './records.schema.js';

/** A record as somebody wants it to be, its users resolved; a field that is not named stays as it is. */
export interface WantedRecord {
  type: string;
  externalId: string;
  title: string;
  ownerId: string;
  fields?: WantedFields | undefined;
  tags: readonly string[];
  closed: boolean;
  sourceVersion?: number | undefined;
  /** Where what it is to name has left, and who gets it by their hand-over. */
  follows?: readonly Follow[] | undefined;
}

export function newRecord(
  accountId: string,
  said: WantedRecord,
  now: Date,
  registeredBy?: Actor,
): Omit<StoredRecord, 'version'> {
  const { wanted, on } = settled(null, said);
  const { type, externalId, title, ownerId, closed, sourceVersion } = wanted;
  const { links, holders } = changedFields({}, wanted.fields);
  const by = registeredBy ?? systemActor('records');
  // It was registered as theirs who has left: that is where its chain begins.
  const moved = on.filter(isOfOwner).map((link) => ({ ...link, at: now, by }));
  return {
    _id: recordId(accountId, type, externalId),
    accountId,
    type,
    externalId,
    title,
    ownerId,
    ...(holders.length > 0 && { holders }),
    tags: distinct(wanted.tags),
    closed,
    terms: termsOf({ title, externalId }),
    owners: [...moved, ...comingTo(links, on).map((link) => ({ ...link, at: now, by }))],
    ...(moved.length > 0 && { unlisted: moved.map((link) => ({ ...link, key: link.run })) }),
    ...(sourceVersion !== undefined && { sourceVersion }),
    ...(registeredBy && { registeredBy }),
    createdAt: now,
    updatedAt: now,
  };
}

/** What a record is found by: its external id, and the words of its title. */
export const termsOf = ({ title, externalId }: Pick<WantedRecord, 'title' | 'externalId'>): string[] =>
  searchTerms(externalId, title);

type Versioned = Pick<WantedRecord, 'sourceVersion'>;

/** Whether what its source says of a record was said before something that is known. */
export const isOlder = (one: Versioned, other: Versioned): boolean =>
  one.sourceVersion !== undefined &&
  other.sourceVersion !== undefined &&
  one.sourceVersion < other.sourceVersion;

/** Whether there is no later word of its source; the same version is the same word. */
const isKnown = (record: Versioned, wanted: Versioned): boolean =>
  isOlder(wanted, record) ||
  (wanted.sourceVersion !== undefined && wanted.sourceVersion === record.sourceVersion);

/**
 * What is said to whoever would give the record to somebody who has left: nothing, where it is theirs already, or where its
 * source has said something newer.
 */
export const refusalsOf = (
  record: Pick<StoredRecord, 'ownerId' | 'holders' | 'sourceVersion'> | null,
  wanted: Pick<WantedRecord, 'ownerId' | 'fields' | 'sourceVersion'>,
  departed: readonly Pick<Departed, 'field' | 'error'>[],
): FieldError[] => {
  if (record !== null && isKnown(record, wanted)) return [];
  return departed.filter(({ field }) => isNew(record, wanted, field)).map(({ error }) => error);
};

/**
 * What is said to whoever may write records and not move them: a known one stays with those whom it names. A field that names nobody
 * may get somebody.
 */
export function movesOf(
  record: (Known & Pick<StoredRecord, 'sourceVersion'>) | null,
  said: Pick<WantedRecord, 'ownerId' | 'fields' | 'sourceVersion' | 'follows'>,
): FieldError[] {
  if (record === null || isKnown(record, said)) return [];
  const { wanted } = settled(record, said);
  const moved = changedFields(record, wanted.fields).links.filter(({ from }) => from !== null);
  return [
    ...(record.ownerId === wanted.ownerId ? [] : ['ownerId']),
    ...moved.map(({ field }) => `fields.${field}`),
  ].map((path) => ({ path, message: NOT_MOVED }));
}

const NOT_MOVED = 'The record names somebody else here, and moving it needs the permission records.reassign';

const isNew = (
  record: Pick<StoredRecord, 'ownerId' | 'holders'> | null,
  { ownerId, fields = {} }: Pick<WantedRecord, 'ownerId' | 'fields'>,
  field: string,
): boolean =>
  field === OWNER_FIELD
    ? record?.ownerId !== ownerId
    : fieldsOf(record?.holders).get(field) !== fields[field];

/** What to write so that the record is as wanted, or null if it is, or if its source has said something newer. */
export function changeTo(
  record: StoredRecord,
  said: WantedRecord,
  by: Actor,
  now: Date,
): Change<StoredRecord> | null {
  if (isKnown(record, said)) return null;
  const { wanted, on } = settled(record, said);
  const { title, ownerId, closed, sourceVersion } = wanted;
  const tags = distinct(wanted.tags);
  const moves = record.ownerId !== ownerId;
  const { links, holders } = changedFields(record, wanted.fields);
  const sameContent = record.title === title && record.closed === closed && sameList(record.tags, tags);
  if (!moves && links.length === 0 && sameContent && sourceVersion === undefined) return null;
  const moved = moves ? comingTo([{ from: record.ownerId, to: ownerId }], on) : [];
  const entries = [...moved, ...comingTo(links, on)].map((link): OwnerEntry => ({ ...link, at: now, by }));
  // The version is what this change is made upon: no other of the record is. A run moves it once.
  const unlisted = moved.map((link) => ({
    ...link,
    at: now,
    by,
    key: link.run ?? String(record.version),
  }));
  return {
    set: {
      title,
      ownerId,
      closed,
      tags,
      terms: termsOf({ title, externalId: record.externalId }),
      ...(links.length > 0 && holders.length > 0 && { holders }),
      updatedAt: now,
      ...(sourceVersion !== undefined && { sourceVersion }),
    },
    ...(links.length > 0 && holders.length === 0 && { unset: ['holders'] }),
    ...(entries.length > 0 && {
      push: { owners: atTheEnd(...entries), ...(moves && { unlisted: atTheEnd(...unlisted) }) },
    }),
  };
}

const distinct = (tags: readonly string[]): string[] => [...new Set(tags)];

const sameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((item, n) => item === other[n]);

export const toRecord = (record: StoredRecord): OwnedRecord => ({
  type: record.type,
  externalId: record.externalId,
  title: record.title,
  ownerId: record.ownerId,
  fields: Object.fromEntries(fieldsOf(record.holders)),
  tags: record.tags,
  closed: record.closed,
  createdAt: record.createdAt.toISOString(),
  updatedAt: record.updatedAt.toISOString(),
  version: record.version,
  ...(record.sourceVersion !== undefined && { sourceVersion: record.sourceVersion }),
});
