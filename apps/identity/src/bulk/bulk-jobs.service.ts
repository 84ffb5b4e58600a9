import { Inject, Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  advanceBulkJob,
  type Actor,
  type BulkJob,
  bulkJobCancelled,
  bulkJobRetried,
  bulkJobStarted,
  cancelBulkJob,
  Fault,
  getBulkJob,
  type Input,
  listBulkJobs,
  type Output,
  previewBulkJob,
  refuse,
  retryBulkJob,
  startBulkJob,
} from '@seatkeeper/contracts';
import { Jobs } from '@seatkeeper/jobs';
import { DuplicateKey, event, isDone, openFrom, remembered } from '@seatkeeper/mongo';
import { Clock, crash, newId, SETTINGS } from '@seatkeeper/service';
import { refuseWithout } from '../groups/permissions.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { purgeDate } from '../imports/imports.js';
import { ReachService } from '../reach/reach.service.js';
import { actOf, PERMISSIONS } from './bulk-acts.js';
import {
  IDLE_MS,
  isBy,
  progressOf,
  refuseAnother,
  refuseCancelling,
  refuseRetry,
  refuseUnlessOwn,
  toBulkJob,
  toResult,
} from './bulk-jobs.js';
import { BulkJobsRepository } from './bulk-jobs.repository.js';
import type { StoredBulkJob } from './bulk-jobs.schema.js';
import { BulkSelectionsService } from './bulk-selections.service.js';

const JOBS_A_ROUND = 100;

/** From the wish to the list of users, and what becomes of a job besides the work on it. */
@Injectable()
export class BulkJobsService {
  constructor(
    private readonly jobs: BulkJobsRepository,
    private readonly selections: BulkSelectionsService,
    private readonly permissions: PermissionsService,
    private readonly reach: ReachService,
    private readonly queue: Jobs,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: { BULK_JOBS_KEPT_DAYS: number },
  ) {}

  @Handle(previewBulkJob)
  async preview({
    accountId,
    by,
    wish,
  }: Input<typeof previewBulkJob>): Promise<Output<typeof previewBulkJob>> {
    return { total: (await this.selections.of(accountId, by, wish)).length };
  }

  /** The list is there before the job is: one write then begins it, and whoever repeats that finds it. */
  @Handle(startBulkJob)
  async start({ accountId, by, jobId, wish }: Input<typeof startBulkJob>): Promise<BulkJob> {
    const earlier = await this.jobs.find(accountId, jobId);
    if (earlier) return toBulkJob(earlier);
    const userIds = await this.selections.of(accountId, by, wish);
    await this.selections.refuseUnproved({ accountId, by, action: wish.action }, (admins) =>
      admins.some((id) => userIds.includes(id)),
    );
    refuse(refuseAnother(await this.jobs.countOpen(accountId)));
    const now = this.clock.now();
    const purgeAt = purgeDate(now, this.settings.BULK_JOBS_KEPT_DAYS);
    const listId = newId('lst');
    await this.jobs.addItems({ accountId, listId, purgeAt }, userIds);
    crash('identity.bulk.afterList');
    const fresh = {
      _id: jobId,
      accountId,
      by,
      act: actOf(wish),
      listId,
      round: 1,
      state: 'queued' as const,
      progress: progressOf({ waiting: userIds.length }),
      createdAt: now,
      lease: openFrom(now, IDLE_MS),
      purgeAt,
    };
    const job = await this.open(fresh);
    crash('identity.bulk.afterJob');
    await this.queue.add(advanceBulkJob, { accountId, jobId });
    return toBulkJob(job);
  }

  @Handle(getBulkJob)
  async get({
    accountId,
    by,
    jobId,
    outcomes,
    page,
  }: Input<typeof getBulkJob>): Promise<Output<typeof getBulkJob>> {
    const held = await this.permissions.heldBy(accountId, by);
    const job = await this.seen(accountId, by, jobId);
    refuse(refuseUnlessOwn(job, by, held, 'users.read'));
    const { items, ...rest } = await this.jobs.results(job, outcomes, page);
    return { ...toBulkJob(job), results: { items: items.map(toResult), ...rest } };
  }

  @Handle(listBulkJobs)
  async list({ accountId, by, page }: Input<typeof listBulkJobs>): Promise<Output<typeof listBulkJobs>> {
    const mayRead = await this.permissions.holds(accountId, by, 'users.read');
    const seesAll = mayRead && (await this.reach.ofActor(accountId, by)) === null;
    const { items, ...rest } = await this.jobs.page(accountId, seesAll ? null : by, page);
    return { items: items.map(toBulkJob), ...rest };
  }

  @Handle(retryBulkJob)
  async retry({
    accountId,
    by,
    jobId,
    commandId: id = newId('cmd'),
  }: Input<typeof retryBulkJob>): Promise<BulkJob> {
    const found = await this.seen(accountId, by, jobId);
    if (isDone(found, id)) return toBulkJob(found);
    const held = await this.permissions.heldBy(accountId, by);
    refuse(refuseWithout(held, PERMISSIONS[found.act.action]));
    refuse(refuseRetry(found));
    await this.selections.refuseUnproved({ accountId, by, action: found.act.action }, (admins) =>
      this.jobs.hasOpen(found, admins),
    );
    refuse(refuseAnother(await this.jobs.countOpen(accountId)));
    const now = this.clock.now();
    const retried = await this.jobs.decide(accountId, jobId, (job) => {
      if (isDone(job, id)) return null;
      refuse(refuseRetry(job));
      const { done, unchanged, refused, waiting } = job.progress;
      const set = {
        state: 'queued' as const,
        round: job.round + 1,
        retriedBy: by,
        progress: progressOf({ done, unchanged, waiting: waiting + refused }),
        lease: openFrom(now, IDLE_MS),
        purgeAt: purgeDate(now, this.settings.BULK_JOBS_KEPT_DAYS),
        commands: remembered(job, id, now),
      };
      const { detail: _why, finishedAt: _then, ...rest } = job;
      return {
        update: { set, unset: ['detail', 'finishedAt'] },
        events: [told(bulkJobRetried, { ...rest, ...set }, by, now)],
      };
    });
    crash('identity.bulk.afterRetry');
    await this.queue.add(advanceBulkJob, { accountId, jobId });
    return toBulkJob(retried);
  }

  @Handle(cancelBulkJob)
  async cancel({
    accountId,
    by,
    jobId,
    commandId: id = newId('cmd'),
  }: Input<typeof cancelBulkJob>): Promise<BulkJob> {
    const found = await this.seen(accountId, by, jobId);
    const held = await this.permissions.heldBy(accountId, by);
    refuse(refuseUnlessOwn(found, by, held, PERMISSIONS[found.act.action]));
    const now = this.clock.now();
    const progress = await this.jobs.countOutcomes(found);
    const cancelled = await this.jobs.decide(accountId, jobId, (job) => {
      if (isDone(job, id)) return null;
      refuse(refuseCancelling(job));
      const commands = remembered(job, id, now);
      const set = { state: 'cancelled' as const, progress, finishedAt: now, commands };
      return {
        update: { set, unset: ['lease'] },
        events: [told(bulkJobCancelled, { ...job, ...set }, by, now)],
      };
    });
    return toBulkJob(cancelled);
  }

  /** Asks again for the work of jobs that nobody works on, for the queue may have lost it; true if there were any. */
  async lookAfter(): Promise<boolean> {
    const now = this.clock.now();
    const { leases } = this.jobs;
    const left = await leases.abandoned(now, JOBS_A_ROUND);
    for (const job of left) {
      const until = new Date(now.getTime() + IDLE_MS);
      if (await leases.handOver(job, until))
        await this.queue.add(advanceBulkJob, { accountId: job.accountId, jobId: job._id });
    }
    return left.length > 0;
  }

  /** The job of somebody else may be upon anybody, so it is not found by who does not see everybody. */
  private async seen(accountId: string, by: Actor, jobId: string): Promise<StoredBulkJob> {
    const job = await this.jobs.get(accountId, jobId);
    if (isBy(job, by) || (await this.reach.ofActor(accountId, by)) === null) return job;
    throw Fault.notFound('bulk job');
  }

  private async open(fresh: Omit<StoredBulkJob, 'version'>): Promise<StoredBulkJob> {
    const { accountId, _id: jobId, by, createdAt } = fresh;
    try {
      return await this.jobs.open(fresh, [told(bulkJobStarted, fresh, by, createdAt)]);
    } catch (error) {
      const earlier = error instanceof DuplicateKey ? await this.jobs.find(accountId, jobId) : null;
      if (!earlier) throw error;
      return earlier;
    }
  }
}

/** Every event about a bulk job has the data of the first. */
const told = (
  contract: typeof bulkJobStarted,
  job: Omit<StoredBulkJob, 'version'>,
  actor: StoredBulkJob['by'],
  now: Date,
) => event(contract, job._id, { accountId: job.accountId, actor, job: toBulkJob(job) }, now);
