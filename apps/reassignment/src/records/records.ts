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
}

export function newRecord(
  accountId: string,
  wanted: WantedRecord,
  now: Date,
  registeredBy?: Actor,
): Omit<StoredRecord, 'version'> {
  const { type, externalId, title, ownerId, closed } = wanted;
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
    ...(registeredBy && { registeredBy }),
    createdAt: now,
    updatedAt: now,
  };
}

/** What a record is found by: its external id, and the words of its title. */
export const termsOf = ({ title, externalId }: Pick<WantedRecord, 'title' | 'externalId'>): string[] =>
  searchTerms(externalId, title);

/** Whether it would come to somebody who did not own it: a new record does, and one that changes hands. */
export const comesToOwner = (
  record: Pick<StoredRecord, 'ownerId'> | null,
  { ownerId }: WantedRecord,
): boolean => record?.ownerId !== ownerId;

/** What to write so that the record is as wanted, or null if it is. */
export function changeTo(
  record: StoredRecord,
  wanted: WantedRecord,
  by: Actor,
  now: Date,
): Change<StoredRecord> | null {
  const { title, ownerId, closed } = wanted;
  const tags = distinct(wanted.tags);
  const moves = record.ownerId !== ownerId;
  const sameContent = record.title === title && record.closed === closed && sameList(record.tags, tags);
  if (!moves && sameContent) return null;
  const entry: OwnerEntry = { from: record.ownerId, to: ownerId, at: now, by };
  return {
    set: {
      title,
      ownerId,
      closed,
      tags,
      terms: termsOf({ title, externalId: record.externalId }),
      updatedAt: now,
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
});
