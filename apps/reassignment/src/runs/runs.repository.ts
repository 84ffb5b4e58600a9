import { Injectable } from '@nestjs/common';
import {
  Fault,
  type Page,
  type PageRequest,
  reassignmentFailed,
  reassignmentFinished,
  reassignmentStarted,
} from '@seatkeeper/contracts';
import { DuplicateKey, event, InjectCollection, TenantCollection, type UpdateQuery } from '@seatkeeper/mongo';
import { type TypeCount, totalOf } from './distribution.js';
import { LEASE_MS, toRun } from './runs.js';
import { runs, type StoredRun } from './runs.schema.js';

export type Step = Pick<StoredRun, 'moved' | 'pass' | 'chunk'>;

/**
 * Runs and the writes of those who work on them. Taking a run counts its version up, and every later write of
 * the worker asks for that version: it is the fence that keeps out one who was thought dead and comes back.
 */
@Injectable()
export class RunsRepository {
  constructor(@InjectCollection(runs) private readonly runs: TenantCollection<StoredRun>) {}

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

  /** Null when somebody else took it first. */
  take(run: StoredRun, now: Date): Promise<StoredRun | null> {
    return this.runs.change(run, {
      set: { state: 'running', startedAt: run.startedAt ?? now, lease: leaseFrom(now) },
    });
  }

  renew(run: StoredRun, now: Date): Promise<boolean> {
    return this.write(run, { $set: { lease: leaseFrom(now) } });
  }

  /** Lets the next job go on at once. */
  async release(run: StoredRun): Promise<void> {
    await this.write(run, { $unset: { lease: 1 } });
  }

  /** What has moved, and what moves next, in one write; null when the run was taken over. */
  async step(run: StoredRun, { moved, pass, chunk }: Step): Promise<StoredRun | null> {
    const update = chunk ? { $set: { moved, pass, chunk } } : { $set: { moved, pass }, $unset: { chunk: 1 } };
    return (await this.write(run, update)) ? { ...run, moved, pass, chunk } : null;
  }

  finish(run: StoredRun, now: Date): Promise<StoredRun | null> {
    const moved = run.moved.filter(({ count }) => count > 0);
    return this.end({ ...run, state: 'finished', moved, total: totalOf(moved), finishedAt: now });
  }

  fail(run: StoredRun, moved: TypeCount[], detail: string, now: Date): Promise<StoredRun | null> {
    return this.end({ ...run, state: 'failed', moved, detail, finishedAt: now });
  }

  /** Runs that nobody works on, the oldest first. */
  abandoned(now: Date, limit: number): Promise<StoredRun[]> {
    return this.runs.acrossAccounts.find(
      { state: { $in: ['queued', 'running'] }, 'lease.until': { $not: { $gte: now } } },
      { limit, sort: { createdAt: 1 }, projection: { accountId: 1, version: 1, lease: 1 } },
    );
  }

  private end(run: StoredRun & { finishedAt: Date }): Promise<StoredRun | null> {
    const { state, moved, total, detail, finishedAt } = run;
    const contract = state === 'failed' ? reassignmentFailed : reassignmentFinished;
    const data = { accountId: run.accountId, actor: run.by, reassignment: toRun(run) };
    return this.runs.change(
      run,
      { set: { state, moved, total, detail, finishedAt }, unset: ['chunk', 'lease'] },
      [event(contract, run._id, data, finishedAt)],
    );
  }

  private write(run: StoredRun, update: UpdateQuery<StoredRun>): Promise<boolean> {
    return this.runs.touch(run.accountId, { _id: run._id, version: run.version }, update);
  }
}

const leaseFrom = (now: Date) => ({ until: new Date(now.getTime() + LEASE_MS) });
