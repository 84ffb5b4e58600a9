import { Injectable } from '@nestjs/common';
import { Clock, crash, metrics } from '@seatkeeper/service';
import { Ownership } from '../records/ownership.js';
import { addCounts, assign } from './assignment.js';
import { totalOf, type TypeCount } from './distribution.js';
import { RunsRepository } from './runs.repository.js';
import type { Chunk, StoredRun } from './runs.schema.js';

/** 20,000 records a second at this size; at twice the size a few percent more, with half as much progress shown. */
const CHUNK_SIZE = 1_000;

const recordsMoved = metrics.counter('records_moved_total', 'Records that runs have given to another owner');

/** The steps of a run. Each ends with one write that only the holder of the run's lease can make. */
@Injectable()
export class Chunks {
  constructor(
    private readonly runs: RunsRepository,
    private readonly ownership: Ownership,
    private readonly clock: Clock,
  ) {}

  /** Takes the run one step further. Null: it is over, or somebody else has it. */
  advance(run: StoredRun): Promise<StoredRun | null> {
    return run.chunk ? this.carryOut(run, run.chunk) : this.plan(run);
  }

  /** What a chunk has moved so far, added to what was moved before it. */
  async movedBy(run: StoredRun, chunk: Chunk): Promise<TypeCount[]> {
    const counted = await this.ownership.moved(run.accountId, run._id, idsOf(chunk));
    return addCounts(run.plan, run.moved, counted);
  }

  private async plan(run: StoredRun): Promise<StoredRun | null> {
    const { from, filter } = run.plan;
    const { after } = run.pass;
    const found = await this.ownership.next(run.accountId, {
      from,
      filter,
      run: run._id,
      after,
      limit: CHUNK_SIZE,
    });
    const last = found.at(-1);
    if (!last) return this.endPass(run);
    const moves = assign(run.plan, run.quotas, run.moved, found);
    const planned = await this.runs.plan(run, { moves, last: last.id });
    crash('reassignment.chunk.afterPlan');
    return planned;
  }

  private async carryOut(run: StoredRun, chunk: Chunk): Promise<StoredRun | null> {
    const { from } = run.plan;
    for (const { to, ids } of chunk.moves) {
      const entry = { from, to, at: this.clock.now(), by: run.by, run: run._id };
      await this.ownership.move(run.accountId, ids, entry);
      crash('reassignment.chunk.betweenTargets');
    }
    crash('reassignment.chunk.afterMove');
    const moved = await this.movedBy(run, chunk);
    const found = run.pass.found + idsOf(chunk).length;
    const settled = await this.runs.settle(run, moved, { found, after: chunk.last });
    crash('reassignment.chunk.afterSettle');
    if (settled) recordsMoved.inc(totalOf(moved) - totalOf(run.moved));
    return settled;
  }

  /** Records may have arrived behind the pass, so only one that found nothing is the last. */
  private async endPass(run: StoredRun): Promise<StoredRun | null> {
    if (run.pass.found > 0) return this.runs.startPass(run);
    await this.runs.finish(run, this.clock.now());
    crash('reassignment.run.afterFinish');
    return null;
  }
}

const idsOf = ({ moves }: Chunk): string[] => moves.flatMap(({ ids }) => ids);
