import { Fault, type OwnershipChange, type PageRequest, systemActor } from '@seatkeeper/contracts';
import { runOf } from './fields.js';
import { OWNERS_KEPT, type OwnerEntry, type StoredRecord } from './records.schema.js';
import type { StoredOwnerChange } from './owner-history.schema.js';

/** The changes that are put away, and what the record keeps. Done twice, it is the same. */
export function putAway(record: StoredRecord): {
  older: Omit<StoredOwnerChange, 'version'>[];
  kept: OwnerEntry[];
} {
  const { _id, accountId, owners, archived = 0 } = record;
  const count = Math.max(0, owners.length - OWNERS_KEPT);
  const older = owners.slice(0, count).map((entry, i) => {
    const n = archived + i;
    return { ...entry, _id: `${_id}#${n}`, accountId, record: _id, n };
  });
  return { older, kept: owners.slice(count) };
}

/** Which lines of a record's history a page shows: line 0 is its registration, line n the n-th change of owner. */
export interface HistoryPage {
  first: number;
  /** The line behind the last one. */
  end: number;
  total: number;
  nextCursor: string | null;
}

export function historyPage(record: StoredRecord, { cursor, limit }: PageRequest): HistoryPage {
  const total = 1 + (record.archived ?? 0) + record.owners.length;
  const first = lineOf(cursor);
  const end = Math.min(first + limit, total);
  return { first, end, total, nextCursor: end < total ? cursorOf(end) : null };
}

/** Which of the changes that are put away a page needs. */
export const neededOlder = ({ archived = 0 }: StoredRecord, { first, end }: HistoryPage) => ({
  from: Math.max(0, first - 1),
  to: Math.min(end - 1, archived),
});

/** The lines of a page; `older` are those changes it needs that have been put away, `firstAway` the first of the owner among all. */
export function historyLines(
  record: StoredRecord,
  { first, end }: HistoryPage,
  older: readonly OwnerEntry[],
  firstAway?: OwnerEntry | null,
): OwnershipChange[] {
  const archived = record.archived ?? 0;
  const begin = Math.max(0, first - 1);
  const kept = record.owners.slice(Math.max(0, begin - archived), Math.max(0, end - 1 - archived));
  const changes = [...older, ...kept].map(toOwnershipChange);
  return first === 0 ? [registration(record, firstAway), ...changes] : changes;
}

/** A change of the owner, not of another field. */
export const isOfOwner = ({ field }: Pick<OwnerEntry, 'field'>): boolean => field === undefined;

const registration = (record: StoredRecord, firstAway?: OwnerEntry | null): OwnershipChange => ({
  from: null,
  to: (firstAway ?? record.owners.find(isOfOwner))?.from ?? record.ownerId,
  at: record.createdAt.toISOString(),
  actor: record.registeredBy ?? systemActor('records'),
  reassignmentId: null,
});

export const toOwnershipChange = ({ field, from, to, at, by, run }: OwnerEntry): OwnershipChange => ({
  ...(field !== undefined && { field }),
  from,
  to,
  at: at.toISOString(),
  actor: {
    type: by.type,
    id: by.id,
    ...(by.keyId !== undefined && { keyId: by.keyId }),
    ...(by.accountId !== undefined && { accountId: by.accountId }),
  },
  reassignmentId: run === undefined ? null : runOf(run),
});

const CURSOR = /^line:([1-9]\d{0,9})$/;
const cursorOf = (line: number): string => Buffer.from(`line:${line}`).toString('base64url');

function lineOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const line = CURSOR.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (line !== undefined) return Number(line);
  const message = 'The cursor does not belong to this list: start with the first page';
  throw new Fault('validation-failed', { errors: [{ path: 'cursor', message }] });
}
