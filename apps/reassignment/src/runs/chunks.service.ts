import { Injectable } from '@nestjs/common';
import { Clock, crash, metrics } from '@seatkeeper/service';
import { OwnershipRepository } from '../records/ownership.repository.js';
import { RunLinksRepository } from '../records/run-links.repository.js';
import { addCounts, assign, movesBack } from './assignment.js';
import { totalOf, type TypeCount } from './distribution.js';
import { RunsRepository } from './runs.repository.js';
import type { Chunk, StoredRun } from './runs.schema.js';

/** About 16,000 records a second on two cores; twice the size gains a tenth and shows half as much progress. */
const CHUNK_SIZE = 1_000;

type MakeChunk = (done: Pick<StoredRun, 'moved'>) => Chunk;

const recordsMoved = metrics.counter('records_moved_total', 'Records that runs have given to another owner');

/** The steps of a run. Each ends with one write that only the holder of the run's lease can make. */
@Injectable()
export class ChunksService {
  constructor(
    private readonly runs: RunsRepository,
    private readonly ownership: OwnershipRepository,
    private readonly links: RunLinksRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Carries out the chunk that is written down, and writes down the next. Null: the run is over, is to
   * stop, or somebody else has it; the last step of one that somebody else has rejects with LeaseLost. Records may arrive behind a pass, so only a pass that found none is the last.
   */
  async advance(run: StoredRun): Promise<StoredRun | null> {
    // What moves next lies behind what moves now, so it is looked for meanwhile.
    const [done, found] = await Promise.all([
      run.chunk ? this.carryOut(run, run.chunk) : run,
      this.next(run, run.chunk ? run.chunk.last : run.pass.after),
    ]);
    const chunk = found?.(done);
    if (!chunk && done.pass.found === 0) return this.finish(done);
    const pass = chunk ? done.pass : { found: 0 };
    const next = await this.runs.step(run, { moved: done.moved, pass, chunk });
    crash('reassignment.chunk.afterPlan');
    if (next) recordsMoved.inc(totalOf(next.moved) - totalOf(run.moved));
    return next;
  }

  /** What was moved before a chunk, and what it has moved so far, as the records say. */
  async movedWith(run: StoredRun, chunk: Chunk): Promise<TypeCount[]> {
    const ids = chunk.moves.flatMap((move) => move.ids);
    return addCounts(run.plan, run.moved, await this.ownership.moved(run.accountId, run._id, ids));
  }

  private async carryOut(run: StoredRun, chunk: Chunk): Promise<StoredRun> {
    const by = { at: this.clock.now(), by: run.by, run: run._id };
    const moves = chunk.moves.map(({ from = run.plan.from, to, ids }) => ({ from, to, ids }));
    const planned = chunk.moves.map(({ type, to, ids }) => ({ type, to, count: ids.length }));
    const matched = await this.ownership.move(run.accountId, moves, by);
    crash('reassignment.chunk.afterMove');
    const size = totalOf(planned);
    const moved =
      matched === size ? addCounts(run.plan, run.moved, planned) : await this.movedWith(run, chunk);
    return { ...run, moved, pass: { found: run.pass.found + size, after: chunk.last } };
  }

  /** The records behind one, as a chunk once it is known what has moved before them; undefined when there are none. */
  private async next(run: StoredRun, after: string | undefined): Promise<MakeChunk | undefined> {
    const { _id, accountId, plan, quotas, undoes } = run;
    if (undoes !== undefined) {
      const { back, last } = await this.links.next(accountId, undoes, after, CHUNK_SIZE);
      return last === undefined ? undefined : () => ({ moves: movesBack(back), last });
    }
    const { from, filter } = plan;
    const found = await this.ownership.next(accountId, { from, filter, run: _id, after, limit: CHUNK_SIZE });
    const last = found.at(-1)?.id;
    if (last === undefined) return undefined;
    return ({ moved }) => ({ moves: assign(plan, quotas, moved, found), last });
  }

  private async finish(run: StoredRun): Promise<null> {
    await this.runs.finish(run, this.clock.now());
    crash('reassignment.run.afterFinish');
    return null;
  }
}
