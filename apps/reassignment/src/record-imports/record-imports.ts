import type { Actor, RecordImport } from '@seatkeeper/contracts';
import { type Change, openFrom } from '@seatkeeper/mongo';
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

/** What becomes of an import that is over. */
export const ended = (state: StoredImport['state'], now: Date, keptDays: number): Change<StoredImport> => ({
  set: { state, finishedAt: now, purgeAt: new Date(now.getTime() + keptDays * DAY_MS) },
  unset: ['lease'],
});

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
