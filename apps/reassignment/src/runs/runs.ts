import type { Actor, Reassignment, ReassignmentPlan } from '@seatkeeper/contracts';
import { totalOf, type TypeCount } from './distribution.js';
import type { StoredRun } from './runs.schema.js';

/** Renewed while somebody works; so long after a crash others may take over. */
export const LEASE_MS = 3_000;

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

export type Turn = 'take' | 'leave' | { waitMs: number };

/** Whether a job may work on a run now: a queue gives out a job twice when it thinks its worker dead. */
export function turnOf({ state, lease }: StoredRun, now: Date): Turn {
  if (state === 'finished' || state === 'failed') return 'leave';
  if (!lease || lease.until <= now) return 'take';
  return { waitMs: lease.until.getTime() - now.getTime() };
}

export const showRun = (run: StoredRun): Reassignment => {
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
