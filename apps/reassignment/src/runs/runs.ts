import {
  type Actor,
  isOver,
  type Reassignment,
  type ReassignmentPlan,
  type RunState,
} from '@seatkeeper/contracts';
import { openFrom } from '@seatkeeper/mongo';
import { totalOf, type TypeCount } from './distribution.js';
import type { StoredRun } from './runs.schema.js';

/** A run that waits for its turn longer than this may have lost its place in the queue. */
export const TURN_GRACE_MS = 1_000;

const DAY_MS = 86_400_000;

export const purgeDate = (ended: Date, keptDays: number): Date =>
  new Date(ended.getTime() + keptDays * DAY_MS);

export function newRun(
  accountId: string,
  id: string,
  by: Actor,
  plan: ReassignmentPlan,
  quotas: readonly TypeCount[],
  now: Date,
): Omit<StoredRun, 'version'> {
  return {
    _id: id,
    accountId,
    state: 'queued',
    by,
    plan,
    quotas: [...quotas],
    total: totalOf(quotas),
    moved: quotas.map((quota) => ({ ...quota, count: 0 })),
    pass: { found: 0 },
    createdAt: now,
    lease: openFrom(now, TURN_GRACE_MS),
  };
}

const boundOf = ({ manifest, previewed, skipped }: NonNullable<StoredRun['bound']>) => ({
  manifest,
  previewed,
  skipped,
});

/** What others see: a worker that has been told to stop has not stopped yet. */
function stateOf({ state, stop }: StoredRun): RunState {
  if (!stop || isOver(state)) return state;
  return stop.to === 'pause' ? 'pausing' : 'cancelling';
}

export const toRun = (run: StoredRun): Reassignment => {
  const done = totalOf(run.moved);
  return {
    id: run._id,
    from: run.plan.from,
    plan: run.plan,
    undoes: run.undoes ?? null,
    undoneBy: run.undoneBy ?? null,
    bound: run.bound ? boundOf(run.bound) : null,
    state: stateOf(run),
    // Records that arrived meanwhile move too.
    progress: { total: Math.max(run.total, done), done, byType: run.moved },
    detail: run.detail ?? null,
    startedBy: run.by,
    createdAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
  };
};
