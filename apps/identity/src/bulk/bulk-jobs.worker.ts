import { Injectable } from '@nestjs/common';
import { advanceBulkJob, bulkJobFinished, type Fault, type JobData } from '@seatkeeper/contracts';
import { type Outcome, Process } from '@seatkeeper/jobs';
import { event, LeaseLost } from '@seatkeeper/mongo';
import { Clock, crash, logger, runInContext } from '@seatkeeper/service';
import { toRefusal } from '../group-previews/group-previews.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { PERMISSIONS } from './bulk-acts.js';
import { BulkItemsService } from './bulk-items.service.js';
import { handfuls, IDLE_MS, nameOf, stoppedWithout, toBulkJob } from './bulk-jobs.js';
import { BulkJobsRepository } from './bulk-jobs.repository.js';
import type { StoredBulkJob } from './bulk-jobs.schema.js';

/** One turn; then other jobs get theirs. */
const TURN_MS = 2_000;
const ITEMS_AT_ONCE = 50;

const log = logger('bulk jobs');

/** Works through the users of bulk jobs, a turn of one job at a time. */
@Injectable()
export class BulkJobsWorker {
  constructor(
    private readonly jobs: BulkJobsRepository,
    private readonly items: BulkItemsService,
    private readonly permissions: PermissionsService,
    private readonly clock: Clock,
  ) {}

  /** What is caused by it is caused by the job: its id stands where otherwise that of a call does. */
  @Process(advanceBulkJob, { concurrency: 2 })
  advance({ accountId, jobId }: JobData<typeof advanceBulkJob>): Promise<Outcome> {
    return runInContext({ requestId: jobId }, () => this.takeTurn(accountId, jobId));
  }

  private async takeTurn(accountId: string, jobId: string): Promise<Outcome> {
    const now = () => this.clock.now();
    const { leases } = this.jobs;
    const given = await this.jobs.find(accountId, jobId);
    // Who has it has a job of its own in the queue, or the sweeper will find that it died.
    const held = given && (await leases.take(given, now(), () => ({ set: { state: 'running' } })));
    if (!held) return;
    try {
      const isOver = await leases.whileHeld(held, now, (alive) => this.turn(held, alive));
      if (isOver) return await this.finish(held);
      await leases.release(held, now(), IDLE_MS);
      return 'again';
    } catch (error) {
      if (error instanceof LeaseLost)
        return log.warn('A bulk job was cancelled, or has gone to another worker', { jobId, error });
      await leases.release(held, now(), IDLE_MS);
      throw error;
    }
  }

  /** True when nobody waits any more. */
  private async turn(held: StoredBulkJob, alive: () => void): Promise<boolean> {
    const until = Date.now() + TURN_MS;
    if (held.round > 1) {
      await this.jobs.keepItems(held);
      await this.jobs.reopen(held);
    }
    try {
      for (;;) {
        const items = await this.jobs.nextItems(held, ITEMS_AT_ONCE);
        if (items.length === 0) return true;
        const failures: unknown[] = [];
        for (const handful of handfuls(items, nameOf(held))) {
          if (Date.now() >= until) break;
          if (await this.isStopped(held)) return true;
          failures.push(...(await this.items.handle(held, handful)));
          alive();
          crash('identity.bulk.afterItems');
        }
        if (failures.length > 0) throw failures[0];
        if (Date.now() >= until) return false;
      }
    } finally {
      await this.jobs.noteProgress(held, await this.jobs.countOutcomes(held));
    }
  }

  /**
   * Whether whoever it is done for may not any more: then everybody who is left is refused, whatever comes back later.
   * Rejects with LeaseLost when it was cancelled.
   */
  private async isStopped(held: StoredBulkJob): Promise<boolean> {
    const { accountId, _id: jobId, act } = held;
    const current = await this.jobs.get(accountId, jobId);
    this.jobs.leases.refuseLost(held, current);
    const permission = PERMISSIONS[act.action];
    const stopped: Fault = stoppedWithout(permission);
    if (current.detail === undefined) {
      if (await this.permissions.holds(accountId, nameOf(held), permission)) return false;
      await this.jobs.leases.write(held, () => ({ update: { set: { detail: stopped.message } } }));
      crash('identity.bulk.afterStop');
      log.warn('A bulk job goes no further: the permission was lost', { accountId, jobId, permission });
    }
    await this.jobs.refuseRest(held, toRefusal(stopped));
    return true;
  }

  private async finish(held: StoredBulkJob): Promise<void> {
    const { accountId, _id: jobId } = held;
    const progress = await this.jobs.countOutcomes(held);
    const finishedAt = this.clock.now();
    await this.jobs.leases.write(held, (running) => {
      const state = running.detail === undefined ? ('finished' as const) : ('stopped' as const);
      const set = { state, progress, finishedAt };
      const job = toBulkJob({ ...running, ...set });
      return {
        update: { set, unset: ['lease'] },
        events: [event(bulkJobFinished, jobId, { accountId, actor: nameOf(held), job }, finishedAt)],
      };
    });
  }
}
