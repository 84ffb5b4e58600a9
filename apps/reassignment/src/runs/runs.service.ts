import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Bound,
  checkReassignment,
  Fault,
  getReassignment,
  type Input,
  listReassignments,
  listSkipped,
  OWNER_FIELD,
  type Page,
  previewReassignment,
  type Reassignment,
  type ReassignmentPlan,
  refuse,
  startReassignment,
} from '@seatkeeper/contracts';
import { Clock, crash } from '@seatkeeper/service';
import { OwnershipRepository } from '../records/ownership.repository.js';
import { toRecord } from '../records/records.js';
import { allQuotas, recordsIn, totalOf, type TypeCount } from './distribution.js';
import { asPreviewed, boundTo, manifestOf, ofPlan, readManifest, refuseDrift } from './manifests.js';
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
  async preview({ accountId, plan, users, bound }: Input<typeof previewReassignment>) {
    refuse(refusePlan(plan, users ? known(users) : await this.users.of(accountId, plan)));
    if (bound) {
      const { quotas } = await this.asSeen(accountId, plan, bound);
      return { total: totalOf(quotas), byType: quotas, manifest: bound.manifest };
    }
    // Before it counts: what is written meanwhile has changed since.
    const at = this.clock.now();
    const byType = await this.quotas(accountId, plan);
    const total = totalOf(byType);
    return { total, byType, manifest: manifestOf(ofPlan(accountId, plan), { at, total }) };
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

  @Handle(listSkipped)
  async skipped({ accountId, reassignmentId, field, page }: Input<typeof listSkipped>) {
    const run = await this.runs.find(accountId, reassignmentId);
    if (!run) throw Fault.notFound('reassignment');
    const { bound, undoes, plan, finishedAt } = run;
    if (!bound || undoes !== undefined)
      throw new Fault('wrong-run-state', 'The run is not bound to a preview, and so leaves nothing out.');
    const { from, filter } = plan;
    const which = {
      ...{ from, filter, before: bound.before, until: finishedAt },
      field: field === OWNER_FIELD ? undefined : field,
    };
    const found = await this.ownership.pageChanged(accountId, which, page);
    return { ...found, items: found.items.map(toRecord) };
  }

  private async begin({
    accountId,
    by,
    reassignmentId,
    plan,
    users,
    inAnyCase,
    bound,
  }: Input<typeof startReassignment>): Promise<StoredRun> {
    const named: KnownUsers = users ? known(users) : await this.users.of(accountId, plan);
    if (!inAnyCase) refuse(refusePlan(plan, named));
    const planned = bound
      ? await this.asSeen(accountId, plan, inAnyCase ? { ...bound, driftLimit: undefined } : bound)
      : { quotas: await this.quotas(accountId, plan) };
    const { quotas, ...rest } = planned;
    const now = this.clock.now();
    const run = await this.runs.begin({
      ...newRun(accountId, reassignmentId, by, plan, quotas, now),
      ...rest,
    });
    crash('reassignment.run.afterStart');
    return run;
  }

  /** What of a preview is as it was then; refused when too much is not. */
  private async asSeen(
    accountId: string,
    plan: ReassignmentPlan,
    bound: Bound,
  ): Promise<Pick<StoredRun, 'quotas' | 'bound'>> {
    const previewed = readManifest(ofPlan(accountId, asPreviewed(plan, bound)), bound.manifest);
    const { seen, changed } = await this.ownership.countApart(
      accountId,
      plan.from,
      plan.filter,
      previewed.at,
    );
    const quotas = notTooMany(allQuotas(plan, seen));
    const drift = {
      previewed: previewed.total,
      unchanged: totalOf(quotas),
      changed: recordsIn(changed),
    };
    refuse(refuseDrift(drift, bound.driftLimit));
    return { quotas, bound: boundTo(bound, previewed, drift.changed) };
  }

  private async quotas(accountId: string, plan: ReassignmentPlan): Promise<TypeCount[]> {
    return notTooMany(allQuotas(plan, await this.ownership.countAll(accountId, plan.from, plan.filter)));
  }
}

function notTooMany(quotas: TypeCount[]): TypeCount[] {
  if (quotas.length <= MOST_ROWS) return quotas;
  const message = 'The records have too many types for one run: name some of them';
  throw new Fault('validation-failed', { errors: [{ path: 'filter.types', message }] });
}
