import { Injectable } from '@nestjs/common';
import { Clock, derivedId, logger } from '@seatkeeper/service';
import { HandOversRepository } from '../records/hand-overs.repository.js';
import { OwnershipRepository } from '../records/ownership.repository.js';
import { RunLinksRepository } from '../records/run-links.repository.js';
import { ChunksService } from './chunks.service.js';
import { detour, lostDetail, quotasAfter } from './detour.js';
import { allQuotas, fieldsIn, recordsIn, totalOf } from './distribution.js';
import { seenBy } from './manifests.js';
import { newRun } from './runs.js';
import { RunsRepository } from './runs.repository.js';
import type { StoredRun } from './runs.schema.js';
import { TurnsService } from './turns.service.js';
import { keptDetail } from './undos.js';

/** A target may have left shortly before the run began, since its plan was checked. */
const CHECKED_BEFORE_MS = 600_000;

const log = logger('runs');

/** What becomes of a run whose target leaves while it goes on, so that no record stays with somebody who has left. */
@Injectable()
export class DetoursService {
  constructor(
    private readonly runs: RunsRepository,
    private readonly chunks: ChunksService,
    private readonly ownership: OwnershipRepository,
    private readonly links: RunLinksRepository,
    private readonly turns: TurnsService,
    private readonly handOvers: HandOversRepository,
    private readonly clock: Clock,
  ) {}

  /** For the holder of the run. It goes on in its next turn, or fails and says how many records are left. */
  async take(run: StoredRun, lost: string): Promise<void> {
    const { accountId, plan } = run;
    // A chunk that was begun is counted, and not carried on: it would go to who has left.
    const moved = run.chunk ? await this.chunks.movedWith(run, run.chunk) : run.moved;
    if (run.undoes !== undefined) {
      const stay = totalOf(await this.links.count(accountId, run.undoes, fieldsIn(run.quotas)));
      return this.fail(run, moved, lost, stay, keptDetail(lost, stay));
    }
    const since = new Date(run.createdAt.getTime() - CHECKED_BEFORE_MS);
    const onward = await this.runs.newestFrom(accountId, lost, since);
    const turned = detour(plan, lost, onward?.plan);
    const left = await this.ownership.countAll(accountId, plan.from, plan.filter, seenBy(run));
    if (!onward || !turned) {
      const stay = recordsIn(left);
      return this.fail(run, moved, lost, stay, lostDetail(lost, plan.from, stay));
    }
    // First, because a crash after it makes this come again, and the id makes it one.
    await this.follow(run, onward, lost);
    await this.handOvers.note({ ...run, plan: turned });
    await this.runs.reroute(run, turned, moved, quotasAfter(turned, moved, allQuotas(turned, left)));
    log.info('A run goes on to who takes over from its target', { reassignmentId: run._id, accountId, lost });
  }

  /** What the run gave the target before may have come too late for the run that takes it from there. */
  private async follow(run: StoredRun, { plan, by }: StoredRun, lost: string): Promise<void> {
    const { accountId } = run;
    const id = derivedId('rea', run._id, lost);
    const quotas = allQuotas(plan, await this.ownership.countAll(accountId, plan.from, plan.filter));
    await this.runs.begin(newRun(accountId, id, by, plan, quotas, this.clock.now()));
    await this.turns.wake(accountId);
  }

  private async fail(
    run: StoredRun,
    moved: StoredRun['moved'],
    lost: string,
    left: number,
    detail: string,
  ): Promise<void> {
    await this.runs.fail(run, moved, detail, this.clock.now());
    log.warn('A run cannot go on: its target has left', {
      reassignmentId: run._id,
      accountId: run.accountId,
      lost,
      left,
    });
  }
}
