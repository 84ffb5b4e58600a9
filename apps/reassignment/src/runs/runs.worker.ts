import { Injectable } from '@nestjs/common';
import { advanceReassignment, Fault, type JobData } from '@seatkeeper/contracts';
import { type Outcome, Process } from '@seatkeeper/jobs';
import { LeaseLost } from '@seatkeeper/mongo';
import { Clock, logger } from '@seatkeeper/service';
import { HandOversRepository } from '../records/hand-overs.repository.js';
import { ChunksService } from './chunks.service.js';
import { DetoursService } from './detours.service.js';
import { runLease } from './run-lease.js';
import { RunsRepository } from './runs.repository.js';
import type { StoredRun } from './runs.schema.js';
import { StopsService } from './stops.service.js';
import { lostTarget, receiversOf } from './targets.js';
import { UsersClient } from './users.client.js';

/** A turn is short, so that the runs of one account never starve another's. */
const TURN_MS = 2_000;

const log = logger('runs');

/**
 * Takes the runs of an account on, one turn of one run at a time. Each account has one job in the queue, whose turns
 * come round among those of all accounts: who has sixteen runs waits for each of them, and nobody else does.
 */
@Injectable()
export class RunsWorker {
  constructor(
    private readonly runs: RunsRepository,
    private readonly chunks: ChunksService,
    private readonly detours: DetoursService,
    private readonly stops: StopsService,
    private readonly users: UsersClient,
    private readonly handOvers: HandOversRepository,
    private readonly clock: Clock,
  ) {}

  @Process(advanceReassignment, { concurrency: 2 })
  async advance({ accountId }: JobData<typeof advanceReassignment>): Promise<Outcome> {
    try {
      return await this.turn(accountId);
    } catch (error) {
      if (error instanceof LeaseLost) {
        log.warn('A run has gone to another worker', { accountId, error });
        return 'again';
      }
      // An outage says nothing about the run: again when the lease is over, not ever later.
      if (error instanceof Fault && error.code === 'service-unavailable') return { againInMs: runLease.ms };
      throw error;
    }
  }

  private async turn(accountId: string): Promise<Outcome> {
    const run = await this.runs.next(accountId, this.clock.now());
    if (!run) return;
    const targets = receiversOf(run);
    const lost = lostTarget(targets, await this.users.byId(accountId, targets));
    if (!run.startedAt) await this.remember(run);
    const taken = await this.runs.take(run, this.clock.now());
    if (taken)
      await this.runs.whileHeld(
        taken,
        () => this.clock.now(),
        (alive) => this.work(taken, lost, alive),
      );
    return 'again';
  }

  /** Before it moves anything: what comes for the leaver from then on goes the same way, or no more where that is taken back. */
  private async remember({ undoes, ...run }: StoredRun): Promise<void> {
    if (undoes === undefined) await this.handOvers.note(run);
    else await this.handOvers.forget(run.accountId, run.plan.from, undoes);
  }

  private async work(run: StoredRun, lost: string | null, alive: () => void): Promise<void> {
    if (run.stop) return this.stops.obey(run);
    if (lost !== null) {
      await this.detours.take(run, lost);
      return this.runs.release(run, this.clock.now());
    }
    const until = performance.now() + TURN_MS;
    let current: StoredRun | null = run;
    while (current && performance.now() < until) {
      current = await this.chunks.advance(current);
      alive();
    }
    if (current) await this.runs.release(current, this.clock.now());
    else await this.stops.obey(run);
  }
}
