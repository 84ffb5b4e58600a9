import type { Actor, OwnedRecord } from '@seatkeeper/contracts';
import type { Change } from '@seatkeeper/mongo';
import { searchTerms } from '@seatkeeper/text';
import { recordId } from './record-ids.js';
import type { OwnerEntry, StoredRecord } from './records.schema.js';

/** A record as somebody wants it to be, its owner resolved. */
export interface WantedRecord {
  type: string;
  externalId: string;
  title: string;
  ownerId: string;
  tags: readonly string[];
  closed: boolean;
  sourceVersion?: number | undefined;
}

export function newRecord(
  accountId: string,
  wanted: WantedRecord,
  now: Date,
  registeredBy?: Actor,
): Omit<StoredRecord, 'version'> {
  const { type, externalId, title, ownerId, closed, sourceVersion } = wanted;
  return {
    _id: recordId(accountId, type, externalId),
    accountId,
    type,
    externalId,
    title,
    ownerId,
    tags: distinct(wanted.tags),
    closed,
    terms: termsOf({ title, externalId }),
    owners: [],
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

/** Whether it would come to somebody who did not own it: a new record does, and one that changes hands. */
export const comesToOwner = (
  record: Pick<StoredRecord, 'ownerId' | 'sourceVersion'> | null,
  wanted: WantedRecord,
): boolean => record === null || (record.ownerId !== wanted.ownerId && !isKnown(record, wanted));

/** What to write so that the record is as wanted, or null if it is, or if its source has said something newer. */
export function changeTo(
  record: StoredRecord,
  wanted: WantedRecord,
  by: Actor,
  now: Date,
): Change<StoredRecord> | null {
  if (isKnown(record, wanted)) return null;
  const { title, ownerId, closed, sourceVersion } = wanted;
  const tags = distinct(wanted.tags);
  const moves = record.ownerId !== ownerId;
  const sameContent = record.title === title && record.closed === closed && sameList(record.tags, tags);
  if (!moves && sameContent && sourceVersion === undefined) return null;
  const entry: OwnerEntry = { from: record.ownerId, to: ownerId, at: now, by };
  return {
    set: {
      title,
      ownerId,
      closed,
      tags,
      terms: termsOf({ title, externalId: record.externalId }),
      updatedAt: now,
      ...(sourceVersion !== undefined && { sourceVersion }),
    },
    ...(moves && { push: { owners: entry } }),
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
  tags: record.tags,
  closed: record.closed,
  createdAt: record.createdAt.toISOString(),
  updatedAt: record.updatedAt.toISOString(),
  version: record.version,
  ...(record.sourceVersion !== undefined && { sourceVersion: record.sourceVersion }),
});
