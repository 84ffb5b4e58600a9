import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Bound,
  Fault,
  type Input,
  isOver,
  listLeftAlone,
  type Output,
  previewUndo,
  type Reassignment,
  refuse,
  startUndo,
} from '@seatkeeper/contracts';
import { Clock, crash } from '@seatkeeper/service';
import { toOwnershipChange } from '../records/owner-history.js';
import { toRecord } from '../records/records.js';
import { RunLinksRepository } from '../records/run-links.repository.js';
import { fieldsIn, targetsIn, totalOf, type TypeCount } from './distribution.js';
import { boundTo, manifestOf, ofUndo, readManifest, refuseDrift } from './manifests.js';
import { newRun, toRun } from './runs.js';
import { RunsRepository } from './runs.repository.js';
import type { StoredRun } from './runs.schema.js';
import { TurnsService } from './turns.service.js';
import { refuseReceivers, refuseUndo } from './undos.js';
import { UsersClient } from './users.client.js';

interface Undoable {
  run: StoredRun;
  /** What would go back, and to whom. */
  back: TypeCount[];
}

/** Gives back what a run has moved. An undo is a run, so it can be followed, paused, and undone as well. */
@Injectable()
export class UndosService {
  constructor(
    private readonly runs: RunsRepository,
    private readonly links: RunLinksRepository,
    private readonly users: UsersClient,
    private readonly turns: TurnsService,
    private readonly clock: Clock,
  ) {}

  @Handle(previewUndo)
  async preview({
    accountId,
    reassignmentId,
  }: Input<typeof previewUndo>): Promise<Output<typeof previewUndo>> {
    const at = this.clock.now();
    const { run, back } = await this.undoable(accountId, reassignmentId);
    const total = totalOf(back);
    const manifest = manifestOf(ofUndo(accountId, reassignmentId), { at, total });
    return { total, byType: back, manifest, leftAlone: Math.max(0, totalOf(run.moved) - total) };
  }

  @Handle(startUndo)
  async start(request: Input<typeof startUndo>): Promise<Reassignment> {
    const { accountId, undoId } = request;
    const undo = (await this.runs.find(accountId, undoId)) ?? (await this.beginOnce(request));
    if (undo.state === 'queued') await this.turns.wake(accountId);
    return toRun(undo);
  }

  @Handle(listLeftAlone)
  async leftAlone({ accountId, reassignmentId, page }: Input<typeof listLeftAlone>) {
    const undo = await this.known(accountId, reassignmentId);
    if (!undo.undoes) throw new Fault('wrong-run-state', 'The run is no undo.');
    if (!isOver(undo.state))
      throw new Fault('wrong-run-state', 'What is left alone is known when the undo has ended.');
    const undone = await this.runs.find(accountId, undo.undoes);
    const fields = fieldsIn(undone?.moved ?? undo.quotas);
    const found = await this.links.leftAlone(accountId, undo.undoes, undo._id, fields, page);
    const items = found.items.map(({ record, change }) => ({
      record: toRecord(record),
      change: toOwnershipChange(change),
    }));
    return { ...found, items };
  }

  /** The bus delivers a command again whose process died, and its caller repeats it: what either has begun is the other's, too. */
  private async beginOnce(request: Input<typeof startUndo>): Promise<StoredRun> {
    const { accountId, reassignmentId, undoId } = request;
    try {
      return await this.begin(await this.undoable(accountId, reassignmentId), request);
    } catch (error) {
      const begun = error instanceof Fault ? await this.runs.find(accountId, undoId) : null;
      if (!begun) throw error;
      return begun;
    }
  }

  private async begin(
    { run, back }: Undoable,
    { undoId, by, bound: wanted }: Input<typeof startUndo>,
  ): Promise<StoredRun> {
    const { accountId, plan, _id, undoneBy } = run;
    const now = this.clock.now();
    const bound = wanted && asPreviewed(run, totalOf(back), wanted);
    // Of two who undo it at once, one is told so. Whoever dies behind this line has marked it with a run that is not there.
    const isMarked =
      (await this.runs.markUndone(run, undoneBy, undoId)) ||
      (await this.known(accountId, _id)).undoneBy === undoId;
    if (!isMarked) throw new Fault('wrong-run-state', 'The run is being undone by somebody else.');
    crash('reassignment.undo.afterMark');
    const undo = { ...newRun(accountId, undoId, by, plan, back, now), ...(bound && { bound }), undoes: _id };
    return this.runs.begin(undo);
  }

  private async undoable(accountId: string, id: string): Promise<Undoable> {
    const run = await this.known(accountId, id);
    const earlier = run.undoneBy === undefined ? null : await this.runs.find(accountId, run.undoneBy);
    refuse(refuseUndo(run, earlier, this.clock.now()));
    const back = await this.links.count(accountId, run._id, fieldsIn(run.moved));
    refuse(refuseReceivers(back, await this.users.byId(accountId, targetsIn(back))));
    return { run, back };
  }

  private async known(accountId: string, id: string): Promise<StoredRun> {
    const run = await this.runs.find(accountId, id);
    if (!run) throw Fault.notFound('reassignment');
    return run;
  }
}

/** What changes hands never becomes the run's again: so what is missing is what has changed. */
function asPreviewed({ accountId, _id }: StoredRun, unchanged: number, bound: Bound): StoredRun['bound'] {
  const previewed = readManifest(ofUndo(accountId, _id), bound.manifest);
  const changed = Math.max(0, previewed.total - unchanged);
  refuse(refuseDrift({ previewed: previewed.total, unchanged, changed }, bound.driftLimit));
  return boundTo(bound, previewed, changed);
}
