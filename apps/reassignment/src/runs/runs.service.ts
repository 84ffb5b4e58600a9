import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  checkReassignment,
  Fault,
  getReassignment,
  type Input,
  listReassignments,
  type Page,
  previewReassignment,
  type Reassignment,
  type ReassignmentPlan,
  refuse,
  startReassignment,
} from '@seatkeeper/contracts';
import { Clock, crash } from '@seatkeeper/service';
import { OwnershipRepository } from '../records/ownership.repository.js';
import { allQuotas, totalOf, type TypeCount } from './distribution.js';
import { newRun, toRun } from './runs.js';
import { RunsRepository } from './runs.repository.js';
import type { StoredRun } from './runs.schema.js';
import { known, type KnownUsers, refusePlan } from './targets.js';
import { TurnsService } from './turns.service.js';
import { UsersClient } from './users.client.js';

/** Progress is one row per type and target, kept in the run's document. */
const MOST_ROWS = 5_000;

@Injectable()
export class RunsService {
  constructor(
    private readonly runs: RunsRepository,
    private readonly ownership: OwnershipRepository,
    private readonly users: UsersClient,
    private readonly turns: TurnsService,
    private readonly clock: Clock,
  ) {}

  @Handle(previewReassignment)
  async preview({ accountId, plan, users }: Input<typeof previewReassignment>) {
    refuse(refusePlan(plan, users ? known(users) : await this.users.of(accountId, plan)));
    const byType = await this.quotas(accountId, plan);
    return { total: totalOf(byType), byType };
  }

  @Handle(checkReassignment)
  async check({ plan, users }: Input<typeof checkReassignment>) {
    refuse(refusePlan(plan, known(users)));
    return {};
  }

  @Handle(startReassignment)
  async start(request: Input<typeof startReassignment>): Promise<Reassignment> {
    const { accountId, reassignmentId } = request;
    const run = (await this.runs.find(accountId, reassignmentId)) ?? (await this.begin(request));
    if (run.state === 'queued') await this.turns.wake(accountId);
    return toRun(run);
  }

  @Handle(getReassignment)
  async get({ accountId, reassignmentId }: Input<typeof getReassignment>): Promise<Reassignment> {
    const run = await this.runs.find(accountId, reassignmentId);
    if (!run) throw Fault.notFound('reassignment');
    return toRun(run);
  }

  @Handle(listReassignments)
  async list({ accountId, page }: Input<typeof listReassignments>): Promise<Page<Reassignment>> {
    const found = await this.runs.page(accountId, page);
    return { ...found, items: found.items.map(toRun) };
  }

  private async begin({
    accountId,
    by,
    reassignmentId,
    plan,
    users,
    inAnyCase,
  }: Input<typeof startReassignment>): Promise<StoredRun> {
    const named: KnownUsers = users ? known(users) : await this.users.of(accountId, plan);
    if (!inAnyCase) refuse(refusePlan(plan, named));
    const quotas = await this.quotas(accountId, plan);
    const run = await this.runs.begin(newRun(accountId, reassignmentId, by, plan, quotas, this.clock.now()));
    crash('reassignment.run.afterStart');
    return run;
  }

  private async quotas(accountId: string, plan: ReassignmentPlan): Promise<TypeCount[]> {
    const quotas = allQuotas(plan, await this.ownership.countAll(accountId, plan.from, plan.filter));
    if (quotas.length <= MOST_ROWS) return quotas;
    const message = 'The records have too many types for one run: name some of them';
    throw new Fault('validation-failed', { errors: [{ path: 'filter.types', message }] });
  }
}
