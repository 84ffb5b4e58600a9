import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  cancelReassignment,
  Fault,
  type Input,
  pauseReassignment,
  type Reassignment,
  resumeReassignment,
} from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { HandOversRepository } from '../records/hand-overs.repository.js';
import { ChunksService } from './chunks.service.js';
import { toRun } from './runs.js';
import { RunsRepository } from './runs.repository.js';
import type { StoredRun } from './runs.schema.js';
import { cancel, pause, resume, type RunChange, type Wish } from './stops.js';
import { TurnsService } from './turns.service.js';

type Command = Input<typeof pauseReassignment>;

/** Lets runs rest, go on, or end before everything has moved. */
@Injectable()
export class StopsService {
  constructor(
    private readonly runs: RunsRepository,
    private readonly chunks: ChunksService,
    private readonly turns: TurnsService,
    private readonly handOvers: HandOversRepository,
    private readonly clock: Clock,
  ) {}

  @Handle(pauseReassignment)
  pause(command: Command): Promise<Reassignment> {
    return this.change(command, pause);
  }

  @Handle(resumeReassignment)
  async resume(command: Command): Promise<Reassignment> {
    const run = await this.change(command, resume);
    await this.turns.wake(command.accountId);
    return run;
  }

  @Handle(cancelReassignment)
  async cancel(command: Command): Promise<Reassignment> {
    const run = await this.change(command, cancel);
    if (run.state === 'cancelling') await this.turns.wake(command.accountId);
    return run;
  }

  /**
   * For the holder of a run that was told to stop. A chunk that was begun is counted as far as it has moved, and not carried on.
   * Does nothing when the run is over or has gone to somebody else.
   */
  async obey(held: StoredRun): Promise<void> {
    const run = await this.runs.find(held.accountId, held._id);
    if (!run?.lease || run.lease.fence !== held.lease?.fence) return;
    if (run.stop) {
      const moved = run.chunk ? await this.chunks.movedWith(run, run.chunk) : run.moved;
      const { to, by } = run.stop;
      const now = this.clock.now();
      // Whoever ends it wants the rest to stay where it is.
      if (to === 'cancel') await this.handOvers.forget(run.accountId, run.plan.from, run._id);
      await (to === 'pause' ? this.runs.rest(run, moved, by, now) : this.runs.cancel(run, moved, by, now));
    }
    // It may have been resumed just now: then whoever comes next goes on.
    await this.runs.release(held, this.clock.now());
  }

  private async change(
    { accountId, reassignmentId, by, commandId }: Command,
    change: (run: StoredRun, wish: Wish) => RunChange | null,
  ): Promise<Reassignment> {
    const now = this.clock.now();
    const run = await this.runs.decide(accountId, reassignmentId, by, now, (current) =>
      change(current, { commandId, by, now }),
    );
    if (!run) throw Fault.notFound('reassignment');
    return toRun(run);
  }
}
