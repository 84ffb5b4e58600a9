import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  Fault,
  type Page,
  type PageRequest,
  reassignmentCancelled,
  reassignmentFailed,
  reassignmentFinished,
  reassignmentPaused,
  reassignmentStarted,
} from '@seatkeeper/contracts';
import { DuplicateKey, event, InjectCollection, Leases, TenantCollection } from '@seatkeeper/mongo';
import { SETTINGS } from '@seatkeeper/service';
import type { ReassignmentSettings } from '../settings.js';
import { type TypeCount, totalOf } from './distribution.js';
import { runLease } from './run-lease.js';
import { purgeDate, toRun, TURN_GRACE_MS } from './runs.js';
import { runs, type StoredRun } from './runs.schema.js';
import type { RunChange } from './stops.js';

const END = {
  finished: reassignmentFinished,
  failed: reassignmentFailed,
  cancelled: reassignmentCancelled,
} as const;

export type Step = Pick<StoredRun, 'moved' | 'pass' | 'chunk'>;

/** Runs and the writes of those who work on them, each under the lease of the run. */
@Injectable()
export class RunsRepository {
  private readonly leases: Leases<StoredRun>;

  constructor(
    @InjectCollection(runs) private readonly runs: TenantCollection<StoredRun>,
    @Inject(SETTINGS) private readonly settings: ReassignmentSettings,
  ) {
    this.leases = new Leases(runs, runLease);
  }

  find(accountId: string, id: string): Promise<StoredRun | null> {
    return this.runs.findById(accountId, id);
  }

  page(accountId: string, page: PageRequest): Promise<Page<StoredRun>> {
    return this.runs.page(accountId, { filter: {}, sort: [['createdAt', -1]], page });
  }

  /** Stores the run, or answers with the one that has its id. */
  async begin(run: Omit<StoredRun, 'version'>): Promise<StoredRun> {
    const begun = told({ ...run, version: 1 }, run.by);
    try {
      return await this.runs.insert(run, [event(reassignmentStarted, run._id, begun, run.createdAt)]);
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      const known = await this.find(run.accountId, run._id);
      if (!known) throw Fault.notFound('reassignment');
      return known;
    }
  }

  /** The run of an account whose turn it is: of those that nobody works on, the one that waits longest. */
  async next(accountId: string, now: Date): Promise<StoredRun | null> {
    const free = [{ 'lease.held': false }, { 'lease.until': { $lte: now } }];
    const filter = { 'lease.until': { $exists: true }, $or: free };
    return this.runs.findOne(accountId, filter, { sort: { 'lease.until': 1 } });
  }

  /** The newest run that moves, or moved, what somebody owned, that began after a moment, was not cancelled and is no undo. */
  newestFrom(accountId: string, from: string, after: Date): Promise<StoredRun | null> {
    const filter = {
      'plan.from': from,
      createdAt: { $gt: after },
      state: { $ne: 'cancelled' as const },
      undoes: { $exists: false },
    };
    return this.runs.findOne(accountId, filter, { sort: { createdAt: -1 } });
  }

  /** Null when somebody else took it first. */
  take(run: StoredRun, now: Date): Promise<StoredRun | null> {
    return this.leases.take(run, now, ({ startedAt }) => ({
      set: { state: 'running', startedAt: startedAt ?? now },
    }));
  }

  whileHeld(run: StoredRun, now: () => Date, work: (alive: () => void) => Promise<void>): Promise<void> {
    return this.leases.whileHeld(run, now, work);
  }

  /** Lets whoever is next go on at once. */
  async release(run: StoredRun, now: Date): Promise<void> {
    await this.leases.release(run, now, TURN_GRACE_MS);
  }

  /** Gives the rest to others than the plan said first. */
  async reroute(
    run: StoredRun,
    plan: StoredRun['plan'],
    moved: TypeCount[],
    quotas: TypeCount[],
  ): Promise<void> {
    await this.leases.touch(run, { $set: { plan, moved, quotas }, $unset: { chunk: 1 } });
  }

  /** What has moved, and what moves next, in one write; null when the run was taken over, or is to stop. */
  async step(run: StoredRun, { moved, pass, chunk }: Step): Promise<StoredRun | null> {
    const update = chunk ? { $set: { moved, pass, chunk } } : { $set: { moved, pass }, $unset: { chunk: 1 } };
    const goesOn = { ...this.leases.mine(run), stop: { $exists: false } };
    return (await this.runs.touch(run.accountId, goesOn, update)) ? { ...run, moved, pass, chunk } : null;
  }

  /** `skipped`: how much stays of a run that is bound to a preview. Rejects with LeaseLost. */
  finish(run: StoredRun, now: Date, skipped?: number): Promise<StoredRun> {
    const moved = run.moved.filter(({ count }) => count > 0);
    const bound = run.bound && { ...run.bound, skipped: skipped ?? run.bound.skipped };
    const finished = { ...run, ...(bound && { bound }), moved, total: totalOf(moved), finishedAt: now };
    return this.end({ ...finished, state: 'finished' });
  }

  /** Rejects with LeaseLost. */
  fail(run: StoredRun, moved: TypeCount[], detail: string, now: Date): Promise<StoredRun> {
    return this.end({ ...run, state: 'failed', moved, detail, finishedAt: now });
  }

  /** Says who undoes the run, unless somebody else has said so since it was read. */
  markUndone({ accountId, _id }: StoredRun, before: string | undefined, undoneBy: string): Promise<boolean> {
    const unchanged = before === undefined ? { $exists: false } : before;
    return this.runs.touch(accountId, { _id, undoneBy: unchanged }, { $set: { undoneBy } });
  }

  /** Lets a run rest that is still to. It begins a pass anew when it goes on. Rejects with LeaseLost. */
  rest(run: StoredRun, moved: TypeCount[], by: Actor, now: Date): Promise<StoredRun> {
    return this.leases.write(run, (current) => {
      if (current.stop?.to !== 'pause') return null;
      const set = { state: 'paused' as const, moved, pass: { found: 0 } };
      return {
        update: { set, unset: ['chunk', 'lease', 'stop'] },
        events: [event(reassignmentPaused, run._id, told({ ...current, ...set, stop: undefined }, by), now)],
      };
    });
  }

  /** Rejects with LeaseLost. */
  cancel(run: StoredRun, moved: TypeCount[], by: Actor, now: Date): Promise<StoredRun> {
    return this.end({ ...run, state: 'cancelled', moved, finishedAt: now }, by);
  }

  /** Null when there is no such run; `change` may throw a Fault. */
  decide(
    accountId: string,
    id: string,
    by: Actor,
    now: Date,
    change: (run: StoredRun) => RunChange | null,
  ): Promise<StoredRun | null> {
    return this.runs.decide(accountId, id, (run) => {
      const decided = change(run);
      if (!decided?.tells) return decided;
      const { update, tells } = decided;
      return { update, events: [event(tells, id, told({ ...run, ...update.set }, by), now)] };
    });
  }

  /** Of all accounts, runs that nobody works on, those first that wait longest. */
  abandoned(now: Date, limit: number): Promise<StoredRun[]> {
    return this.leases.abandoned(now, limit, { accountId: 1, lease: 1 });
  }

  private end(
    run: StoredRun & { state: keyof typeof END; finishedAt: Date },
    by: Actor = run.by,
  ): Promise<StoredRun> {
    const { state, moved, total, bound, detail, finishedAt } = run;
    const purgeAt = purgeDate(finishedAt, this.settings.RUNS_KEPT_DAYS);
    return this.leases.write(run, () => ({
      update: {
        set: { state, moved, total, ...(bound && { bound }), detail, finishedAt, purgeAt },
        unset: ['chunk', 'lease', 'stop'],
      },
      events: [event(END[state], run._id, told(run, by), finishedAt)],
    }));
  }
}

/** What every event of a run tells. */
const told = (run: StoredRun, actor: Actor) => ({
  accountId: run.accountId,
  actor,
  reassignment: toRun(run),
});
