import type { Actor, Reassignment, ReassignmentPlan } from '@seatkeeper/contracts';
import { totalOf, type TypeCount } from './distribution.js';
import type { StoredRun } from './runs.schema.js';

/** Renewed while somebody works; so long after a crash others may take over. */
export const LEASE_MS = 2_000;

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
  };
}

/** Whether a worker may take the run: it is not over, and nobody else has it. */
export const isFree = ({ state, lease }: StoredRun, now: Date): boolean =>
  (state === 'queued' || state === 'running') && (!lease || lease.until <= now);

export const toRun = (run: StoredRun): Reassignment => {
  const done = totalOf(run.moved);
  return {
    id: run._id,
    from: run.plan.from,
    plan: run.plan,
    state: run.state,
    // Records that arrived meanwhile move too.
    progress: { total: Math.max(run.total, done), done, byType: run.moved },
    detail: run.detail ?? null,
    startedBy: run.by,
    createdAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
  };
};
