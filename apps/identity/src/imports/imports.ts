import { Fault, type ImportRow, type UserImport } from '@seatkeeper/contracts';
import type { StoredImport, StoredRow } from './imports.schema.js';

const DAY_MS = 86_400_000;

/** An upload that nobody heard of for this long has broken off. */
export const SILENT_MS = 3_600_000;
/** A running import that nobody worked on for this long may have lost its job. */
export const IDLE_MS = 5_000;

export const purgeDate = (now: Date, keptDays: number): Date => new Date(now.getTime() + keptDays * DAY_MS);

export const rowId = (importId: string, line: number): string => `${importId}-${line}`;

export const toImport = (stored: StoredImport): UserImport => ({
  id: stored._id,
  state: stored.state,
  detail: stored.detail ?? null,
  progress: { ...stored.progress, planned: stored.progress.planned ?? 0 },
  createdAt: stored.createdAt.toISOString(),
  finishedAt: stored.finishedAt?.toISOString() ?? null,
});

export const toRow = (stored: StoredRow): ImportRow => ({
  line: stored.line,
  username: stored.username,
  outcome: stored.outcome,
  userId: stored.userId ?? null,
  code: stored.code ?? null,
  detail: stored.detail ?? null,
  errors: stored.fieldErrors,
  warnings: stored.warnings,
});

/** Progress from the number of rows with each outcome. */
export function progressOf(
  counts: Readonly<Partial<Record<ImportRow['outcome'], number>>>,
): UserImport['progress'] {
  const { waiting = 0, invited = 0, planned = 0, 'wait-listed': waitListed = 0, failed = 0 } = counts;
  const done = invited + planned + waitListed + failed;
  return { total: waiting + done, done, invited, planned, waitListed, failed };
}

/** Imports of one account that are received or worked on at the same time; counted, not guarded: two that come at once may both be the last. */
const MOST_OPEN = 3;

export const refuseAnother = (open: number): Fault | null =>
  open < MOST_OPEN
    ? null
    : new Fault('too-many-requests', {
        detail: `${MOST_OPEN} imports of this account are still running. Wait until one of them has finished.`,
        members: { retryAfter: 30 },
      });
