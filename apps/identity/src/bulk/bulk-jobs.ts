import {
  type Actor,
  type BulkJob,
  type BulkOutcome,
  type BulkResult,
  Fault,
  type Permission,
  type ProvingActor,
} from '@seatkeeper/contracts';
import { derivedId } from '@seatkeeper/service';
import { refuseWithout } from '../groups/permissions.js';
import type { StoredBulkItem, StoredBulkJob } from './bulk-jobs.schema.js';

/** A job that nobody worked on for this long may have lost its place in the queue. */
export const IDLE_MS = 5_000;

type Named = Pick<StoredBulkJob, 'by' | 'retriedBy'>;

/** In whose name it runs. */
export const nameOf = ({ by, retriedBy }: Named): ProvingActor => retriedBy ?? by;

/** The same in every attempt at a user: whatever was done before the result was written down is not done again. */
export const commandOf = (jobId: string, userId: string): string => derivedId('cmd', jobId, userId);

const isOpen = ({ state }: Pick<StoredBulkJob, 'state'>): boolean =>
  state === 'queued' || state === 'running';

/** Handled together: enough to hide the way to licensing and back, few enough to leave room for people. */
const HANDFUL = 5;

/** Users as they are handled together; whoever acts stands alone, or the others could be refused for what becomes of them. */
export function handfuls<T extends Pick<StoredBulkItem, 'userId'>>(items: readonly T[], by: Actor): T[][] {
  const groups: T[][] = [];
  let isOpen = false;
  for (const item of items) {
    const last = groups.at(-1);
    const alone = item.userId === by.id;
    if (last && isOpen && !alone && last.length < HANDFUL) last.push(item);
    else groups.push([item]);
    isOpen = !alone;
  }
  return groups;
}

/** Each once, and oneself at the end: who bans themselves can ban nobody afterwards. */
export const inOrder = (ids: readonly string[], by: Actor): string[] => [
  ...ids.filter((id) => id !== by.id),
  ...ids.filter((id) => id === by.id),
];

/** What everybody is refused with who is left when the permission is lost. */
export const stoppedWithout = (permission: Permission): Fault =>
  new Fault('forbidden', {
    detail: `Whoever this is done for does not hold the permission ${permission} any more, so it was stopped before this user.`,
    members: { permission },
  });

/** Bulk jobs of one account that are open at the same time; counted, not guarded: two that come at once may both be the last. */
const MOST_OPEN = 3;

export const refuseAnother = (open: number): Fault | null =>
  open < MOST_OPEN
    ? null
    : new Fault('too-many-requests', {
        detail: `${MOST_OPEN} bulk jobs of this account are still running. Wait until one of them has finished.`,
        members: { retryAfter: 30 },
      });

export function refuseRetry(job: Pick<StoredBulkJob, 'state' | 'progress'>): Fault | null {
  if (isOpen(job))
    return new Fault('wrong-job-state', 'The bulk job is still running: wait for its end, or cancel it.');
  const { refused, waiting } = job.progress;
  return refused + waiting > 0 ? null : new Fault('wrong-job-state', 'Nobody was refused: nothing is left.');
}

export const refuseCancelling = (job: Pick<StoredBulkJob, 'state'>): Fault | null =>
  isOpen(job)
    ? null
    : new Fault('wrong-job-state', `The bulk job is ${job.state}: nothing is left to cancel.`);

/** An API key is not its user: it may be for less. */
export const isBy = (job: Pick<StoredBulkJob, 'by'>, by: Actor): boolean =>
  job.by.id === by.id && job.by.keyId === by.keyId;

/** Who began it, and who holds a permission besides. */
export const refuseUnlessOwn = (
  job: Pick<StoredBulkJob, 'by'>,
  by: Actor,
  held: readonly Permission[],
  permission: Permission,
): Fault | null => (isBy(job, by) ? null : refuseWithout(held, permission));

/** Progress from the number of users with each outcome. */
export function progressOf(counts: Readonly<Partial<Record<BulkOutcome, number>>>): BulkJob['progress'] {
  const { waiting = 0, done = 0, unchanged = 0, refused = 0 } = counts;
  return { total: waiting + done + unchanged + refused, waiting, done, unchanged, refused };
}

export function toBulkJob(stored: Omit<StoredBulkJob, 'version'>): BulkJob {
  const { action, ...details } = stored.act;
  return {
    id: stored._id,
    action,
    details,
    state: stored.state,
    detail: stored.detail ?? null,
    by: stored.by,
    retriedBy: stored.retriedBy ?? null,
    progress: { ...stored.progress },
    createdAt: stored.createdAt.toISOString(),
    finishedAt: stored.finishedAt?.toISOString() ?? null,
  };
}

export const toResult = ({ userId, username, outcome, refusal }: StoredBulkItem): BulkResult => ({
  userId,
  username: username ?? null,
  outcome,
  refusal: refusal ?? null,
});
