import { Inject, Injectable } from '@nestjs/common';
import {
  Fault,
  type Page,
  type PageRequest,
  reassignmentFailed,
  reassignmentFinished,
  reassignmentStarted,
} from '@seatkeeper/contracts';
import { DuplicateKey, event, InjectCollection, Leases, TenantCollection } from '@seatkeeper/mongo';
import { SETTINGS } from '@seatkeeper/service';
import type { ReassignmentSettings } from '../settings.js';
import { type TypeCount, totalOf } from './distribution.js';
import { runLease } from './run-lease.js';
import { purgeDate, toRun, TURN_GRACE_MS } from './runs.js';
import { runs, type StoredRun } from './runs.schema.js';

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
    const begun = { accountId: run.accountId, actor: run.by, reassignment: toRun({ ...run, version: 1 }) };
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

  /** The newest run that moves, or moved, what somebody owned, and that began after a moment. */
  newestFrom(accountId: string, from: string, after: Date): Promise<StoredRun | null> {
    const filter = { 'plan.from': from, createdAt: { $gt: after } };
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

  /** What has moved, and what moves next, in one write; null when the run was taken over. */
  async step(run: StoredRun, { moved, pass, chunk }: Step): Promise<StoredRun | null> {
    const update = chunk ? { $set: { moved, pass, chunk } } : { $set: { moved, pass }, $unset: { chunk: 1 } };
    return (await this.leases.touch(run, update)) ? { ...run, moved, pass, chunk } : null;
  }

  /** Rejects with LeaseLost. */
  finish(run: StoredRun, now: Date): Promise<StoredRun> {
    const moved = run.moved.filter(({ count }) => count > 0);
    return this.end({ ...run, state: 'finished', moved, total: totalOf(moved), finishedAt: now });
  }

  /** Rejects with LeaseLost. */
  fail(run: StoredRun, moved: TypeCount[], detail: string, now: Date): Promise<StoredRun> {
    return this.end({ ...run, state: 'failed', moved, detail, finishedAt: now });
  }

  /** Of all accounts, runs that nobody works on, those first that wait longest. */
  abandoned(now: Date, limit: number): Promise<StoredRun[]> {
    return this.leases.abandoned(now, limit, { accountId: 1, lease: 1 });
  }

  private end(run: StoredRun & { finishedAt: Date }): Promise<StoredRun> {
    const { state, moved, total, detail, finishedAt } = run;
    const contract = state === 'failed' ? reassignmentFailed : reassignmentFinished;
    const data = { accountId: run.accountId, actor: run.by, reassignment: toRun(run) };
    const purgeAt = purgeDate(finishedAt, this.settings.RUNS_KEPT_DAYS);
    return this.leases.write(run, () => ({
      update: { set: { state, moved, total, detail, finishedAt, purgeAt }, unset: ['chunk', 'lease'] },
      events: [event(contract, run._id, data, finishedAt)],
    }));
  }
}
