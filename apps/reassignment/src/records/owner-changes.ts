import { Fault, type OwnerChange, type OwnerChanges } from '@seatkeeper/contracts';
import { toOwnershipChange } from './owner-history.js';
import type { ListedChange, StoredBlock } from './owner-changes.schema.js';
import type { StoredRecord } from './records.schema.js';

/** So many changes make some 300 kB. */
export const MOST_IN_BLOCK = 1_000;

export type UnlistedRecord = Pick<StoredRecord, '_id' | 'type' | 'externalId' | 'unlisted'>;

/** The number behind the last change of a block, or the first of all. */
export const endOf = (block: Pick<StoredBlock, 'first' | 'changes'> | null): number =>
  block ? block.first + block.changes.length : 1;

/**
 * The block that follows `last`, of what records have to tell: in the order of time, and what one record tells in its own
 * order, also where the clocks of two copies disagree.
 */
export function nextBlock(
  accountId: string,
  last: StoredBlock | null,
  records: readonly UnlistedRecord[],
  now: Date,
): Omit<StoredBlock, 'version'> {
  const timed = records.flatMap(({ _id, type, externalId, unlisted = [] }) => {
    let time = 0;
    return unlisted.map((change) => {
      time = Math.max(time, change.at.getTime());
      return { time, change: { ...change, record: _id, type, externalId } };
    });
  });
  const changes = timed
    .sort((one, other) => one.time - other.time)
    .slice(0, MOST_IN_BLOCK)
    .map(({ change }) => change);
  const first = endOf(last);
  return {
    _id: blockId(accountId, first),
    accountId,
    first,
    changes,
    ...(last && { before: last.first }),
    settled: false,
    at: now,
  };
}

export const blockId = (accountId: string, first: number): string => `${accountId}#${first}`;

/**
 * The records whose changes are listed, by the keys of what is to be taken off them. A key is unique within one record
 * only: taken off all records of a block, it could take another one's change that is listed nowhere.
 */
export function keysToTakeOff(changes: readonly ListedChange[]): { ids: string[]; keys: string[] }[] {
  const byRecord = new Map<string, string[]>();
  for (const { record, key } of changes) byRecord.set(record, [...(byRecord.get(record) ?? []), key]);
  const groups = new Map<string, { ids: string[]; keys: string[] }>();
  for (const [id, keys] of byRecord) {
    const name = keys.join(' ');
    const group = groups.get(name);
    if (group) group.ids.push(id);
    else groups.set(name, { ids: [id], keys });
  }
  return [...groups.values()];
}

/**
 * The changes behind a number, out of the blocks around it; `end` is the number behind the last change of all. Throws
 * `changes-forgotten` when the next one is kept no longer.
 */
export function changesAfter(
  after: number,
  limit: number,
  blocks: readonly StoredBlock[],
  end: number,
): OwnerChanges {
  if (after >= end) throw unknownCursor();
  const numbered = blocks.flatMap(({ first, changes }) =>
    changes.map((change, n) => ({ number: first + n, change })),
  );
  const items = numbered.filter(({ number }) => number > after).slice(0, limit);
  if (after + 1 < end && items[0]?.number !== after + 1) throw new Fault('changes-forgotten');
  const last = items.at(-1)?.number ?? after;
  return {
    items: items.map(({ number, change }) => toOwnerChange(number, change)),
    next: cursorOf(last),
    more: last + 1 < end,
  };
}

function toOwnerChange(number: number, change: ListedChange): OwnerChange {
  const { type, externalId, from, to } = change;
  const { at, actor, reassignmentId } = toOwnershipChange(change);
  return { number, type, externalId, from, to, at, actor, reassignmentId };
}

const CURSOR = /^change:(0|[1-9]\d{0,14})$/;
export const cursorOf = (number: number): string => Buffer.from(`change:${number}`).toString('base64url');

export function numberOf(cursor: string): number {
  const number = CURSOR.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (number === undefined) throw unknownCursor();
  return Number(number);
}

function unknownCursor(): Fault {
  const message = 'The cursor is not one of this account: use `next` of an answer, or leave it out';
  return new Fault('validation-failed', { errors: [{ path: 'after', message }] });
}
