import type { Actor, RecordImport } from '@seatkeeper/contracts';
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
