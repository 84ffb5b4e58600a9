import { type Actor, type RecordImport, recordImportFinished } from '@seatkeeper/contracts';
import { type Change, event, type NewEvent, openFrom } from '@seatkeeper/mongo';
import type { StoredImport } from './record-imports.schema.js';

export const newImport = (
  accountId: string,
  id: string,
  by: Actor,
  now: Date,
): Omit<StoredImport, 'version'> => ({
  _id: id,
  accountId,
  state: 'running',
  by,
  batches: [],
  progress: { total: 0, done: 0, created: 0, updated: 0, failed: 0 },
  failures: [],
  createdAt: now,
  lease: openFrom(now, SILENT_MS),
});

/** An upload that nobody heard of for this long has broken off. */
export const SILENT_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** What becomes of an import that is over, and that it is told. */
export function ended(
  running: StoredImport,
  state: StoredImport['state'],
  now: Date,
  keptDays: number,
): { update: Change<StoredImport>; events: NewEvent[] } {
  const { accountId, _id, by } = running;
  const set = { state, finishedAt: now };
  const { failures: _, ...told } = toImport({ ...running, ...set });
  return {
    update: { set: { ...set, purgeAt: new Date(now.getTime() + keptDays * DAY_MS) }, unset: ['lease'] },
    events: [event(recordImportFinished, _id, { accountId, actor: by, import: told }, now)],
  };
}

export const toImport = ({
  _id,
  state,
  progress,
  failures,
  createdAt,
  finishedAt,
}: StoredImport): RecordImport => ({
  id: _id,
  state,
  progress,
  failures,
  createdAt: createdAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});
