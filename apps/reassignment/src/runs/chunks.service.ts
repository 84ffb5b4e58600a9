import { Injectable } from '@nestjs/common';
import { Clock, crash, metrics } from '@seatkeeper/service';
import type { Field } from '../records/fields.js';
import { OwnershipRepository } from '../records/ownership.repository.js';
import { RunLinksRepository } from '../records/run-links.repository.js';
import { addCounts, assign, movesBack } from './assignment.js';
import { fieldsIn, recordsIn, totalOf, type TypeCount } from './distribution.js';
import { seenBy } from './manifests.js';
import { RunsRepository } from './runs.repository.js';
import type { Chunk, StoredRun } from './runs.schema.js';

/** About 16,000 records a second on two cores; twice the size gains a tenth and shows half as much progress. */
const CHUNK_SIZE = 1_000;

type MakeChunk = (done: Pick<StoredRun, 'moved'>) => Chunk;

/** Nothing where it is the owner: so it is written, and counted, as before there were other fields. */
const ofField = ({ field }: { field?: Field }) => (field === undefined ? {} : { field });

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
    const {
      chunk: begun,
      pass: { field, after },
    } = run;
    const [done, found] = await Promise.all([
      begun ? this.carryOut(run, begun) : run,
      begun ? this.next(run, begun.field, begun.last) : this.next(run, field, after),
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
    const moved = await this.ownership.moved(run.accountId, run._id, ids, chunk.field);
    return addCounts(
      run.plan,
      run.moved,
      moved.map((row) => ({ ...row, ...ofField(chunk) })),
    );
  }

  private async carryOut(run: StoredRun, chunk: Chunk): Promise<StoredRun> {
    const by = { at: this.clock.now(), by: run.by, run: run._id };
    const moves = chunk.moves.map(({ from = run.plan.from, to, ids }) => ({
      ...ofField(chunk),
      from,
      to,
      ids,
    }));
    const planned = chunk.moves.map(({ type, to, ids }) => ({
      type,
      ...ofField(chunk),
      to,
      count: ids.length,
    }));
    const matched = await this.ownership.move(run.accountId, moves, by, seenBy(run));
    crash('reassignment.chunk.afterMove');
    const size = totalOf(planned);
    const moved =
      matched === size ? addCounts(run.plan, run.moved, planned) : await this.movedWith(run, chunk);
    return { ...run, moved, pass: { found: run.pass.found + size, ...ofField(chunk), after: chunk.last } };
  }

  /** The records behind one, in its field or in the next that has any, as `nextIn` answers them. */
  private async next(
    run: StoredRun,
    field: Field,
    after: string | undefined,
  ): Promise<MakeChunk | undefined> {
    const found = await this.nextIn(run, field, after);
    if (found) return found;
    for (const behind of await this.fieldsBehind(run, field)) {
      const other = await this.nextIn(run, behind, undefined);
      if (other) return other;
    }
    return undefined;
  }

  /** Looked up anew at the end of each, because a type may be registered while a run goes on. */
  private async fieldsBehind({ accountId, undoes, quotas }: StoredRun, field: Field): Promise<Field[]> {
    if (undoes === undefined) return this.ownership.fieldsBehind(accountId, field);
    const fields = fieldsIn(quotas);
    return fields.slice(fields.indexOf(field) + 1);
  }

  /** The records behind one in a field, as a chunk once it is known what has moved before them; undefined when there are none. */
  private async nextIn(
    run: StoredRun,
    field: Field,
    after: string | undefined,
  ): Promise<MakeChunk | undefined> {
    const { _id, accountId, plan, quotas, undoes } = run;
    if (undoes !== undefined) {
      const { back, last } = await this.links.next(accountId, undoes, field, after, CHUNK_SIZE);
      return last === undefined ? undefined : () => ({ ...ofField({ field }), moves: movesBack(back), last });
    }
    const { from, filter } = plan;
    const asked = { from, field, filter, seen: seenBy(run), run: _id, after, limit: CHUNK_SIZE };
    const found = await this.ownership.next(accountId, asked);
    const last = found.at(-1)?.id;
    if (last === undefined) return undefined;
    return ({ moved }) => ({ ...ofField({ field }), moves: assign(plan, quotas, moved, found, field), last });
  }

  private async finish(run: StoredRun): Promise<null> {
    // All that is bound has moved: what is still there is what was left.
    const left =
      seenBy(run) && (await this.ownership.countAll(run.accountId, run.plan.from, run.plan.filter));
    await this.runs.finish(run, this.clock.now(), left && recordsIn(left));
    crash('reassignment.run.afterFinish');
    return null;
  }
}
