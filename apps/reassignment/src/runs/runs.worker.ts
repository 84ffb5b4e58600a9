import { Injectable } from '@nestjs/common';
import { advanceReassignment, Fault, type JobData } from '@seatkeeper/contracts';
import { type Outcome, Process } from '@seatkeeper/jobs';
import { Clock, logger } from '@seatkeeper/service';
import { ChunksService } from './chunks.service.js';
import { isFree, LEASE_MS } from './runs.js';
import { RunsRepository } from './runs.repository.js';
import type { StoredRun } from './runs.schema.js';
import { lostTarget } from './targets.js';
import { UsersClient } from './users.client.js';

/** A turn is short, so that the runs of one account never starve another's. */
const TURN_MS = 2_000;
const RENEW_EVERY_MS = 500;

const log = logger('runs');

@Injectable()
export class RunsWorker {
  constructor(
    private readonly runs: RunsRepository,
    private readonly chunks: ChunksService,
    private readonly users: UsersClient,
    private readonly clock: Clock,
  ) {}

  @Process(advanceReassignment, { concurrency: 2 })
  async advance({ accountId, reassignmentId }: JobData<typeof advanceReassignment>): Promise<Outcome> {
    try {
      return await this.turn(accountId, reassignmentId);
    } catch (error) {
      // An outage says nothing about the run: again when the lease is over, not ever later.
      if (error instanceof Fault && error.code === 'service-unavailable') return { againInMs: LEASE_MS };
      throw error;
    }
  }

  private async turn(accountId: string, reassignmentId: string): Promise<Outcome> {
    const run = await this.runs.find(accountId, reassignmentId);
    // Who has it has a job of its own, or the sweeper will find that it died.
    if (!run || !isFree(run, this.clock.now())) return;
    const lost = lostTarget(run.plan, await this.users.of(accountId, run.plan));
    const taken = await this.runs.take(run, this.clock.now());
    if (!taken) return;
    return lost === null ? this.work(taken) : this.fail(taken, lost);
  }

  private async work(run: StoredRun): Promise<Outcome> {
    const rest = await this.whileLeased(run, async () => {
      const until = performance.now() + TURN_MS;
      let current: StoredRun | null = run;
      while (current && performance.now() < until) current = await this.chunks.advance(current);
      return current;
    });
    if (!rest) return;
    await this.runs.release(rest);
    return 'again';
  }

  /** One slow query may take longer than the lease. */
  private async whileLeased<T>(run: StoredRun, work: () => Promise<T>): Promise<T> {
    let renewing = Promise.resolve();
    const timer = setInterval(() => {
      renewing = this.renew(run);
    }, RENEW_EVERY_MS);
    try {
      return await work();
    } finally {
      clearInterval(timer);
      await renewing;
    }
  }

  /** A chunk that was begun is counted, and not carried on. */
  private async fail(run: StoredRun, reason: string): Promise<void> {
    const moved = run.chunk ? await this.chunks.movedWith(run, run.chunk) : run.moved;
    await this.runs.fail(run, moved, reason, this.clock.now());
    log.warn('A run cannot go on', { reassignmentId: run._id, reason });
  }

  private async renew(run: StoredRun): Promise<void> {
    try {
      await this.runs.renew(run, this.clock.now());
    } catch (error) {
      log.warn('The lease of a run could not be renewed', { reassignmentId: run._id, error });
    }
  }
}
