import { Injectable } from '@nestjs/common';
import {
  type Actor,
  type BulkJob,
  type BulkOutcome,
  Fault,
  type Page,
  type PageRequest,
  type Refusal,
} from '@seatkeeper/contracts';
import { type Decide, InjectCollection, Leases, type NewEvent, TenantCollection } from '@seatkeeper/mongo';
import { progressOf } from './bulk-jobs.js';
import {
  BY_OUTCOME,
  bulkItems,
  bulkJobLease,
  bulkJobs,
  IN_ORDER,
  type StoredBulkItem,
  type StoredBulkJob,
} from './bulk-jobs.schema.js';

const ITEMS_AT_ONCE = 1_000;

type Items = Pick<StoredBulkItem, 'accountId' | 'listId' | 'purgeAt'>;
/** What came of one user. */
export type Settled = Pick<StoredBulkItem, 'username' | 'outcome' | 'refusal'>;

@Injectable()
export class BulkJobsRepository {
  readonly leases: Leases<StoredBulkJob>;

  constructor(
    @InjectCollection(bulkJobs) private readonly jobs: TenantCollection<StoredBulkJob>,
    @InjectCollection(bulkItems) private readonly items: TenantCollection<StoredBulkItem>,
  ) {
    this.leases = new Leases(jobs, bulkJobLease);
  }

  /** Rejects with DuplicateKey when there is one of its id. */
  open(fresh: Omit<StoredBulkJob, 'version'>, events: readonly NewEvent[]): Promise<StoredBulkJob> {
    return this.jobs.insert(fresh, events);
  }

  find(accountId: string, jobId: string): Promise<StoredBulkJob | null> {
    return this.jobs.findById(accountId, jobId);
  }

  /** Rejects with `not-found`. */
  async get(accountId: string, jobId: string): Promise<StoredBulkJob> {
    const found = await this.find(accountId, jobId);
    if (!found) throw Fault.notFound('bulk job');
    return found;
  }

  /** Rejects with `not-found`. */
  async decide(accountId: string, jobId: string, decide: Decide<StoredBulkJob>): Promise<StoredBulkJob> {
    const decided = await this.jobs.decide(accountId, jobId, decide);
    if (!decided) throw Fault.notFound('bulk job');
    return decided;
  }

  /** Newest first; with `by` those of one actor. */
  page(accountId: string, by: Actor | null, page: PageRequest): Promise<Page<StoredBulkJob>> {
    const own = by && { 'by.id': by.id, 'by.keyId': by.keyId ?? { $exists: false } };
    return this.jobs.page(accountId, { filter: { ...own }, sort: [['createdAt', -1]], page });
  }

  countOpen(accountId: string): Promise<number> {
    return this.jobs.count(accountId, { state: { $in: ['queued', 'running'] } });
  }

  async noteProgress({ accountId, _id }: StoredBulkJob, progress: BulkJob['progress']): Promise<void> {
    await this.jobs.touch(accountId, { _id }, { $set: { progress } });
  }

  async addItems(list: Items, userIds: readonly string[]): Promise<void> {
    for (let from = 0; from < userIds.length; from += ITEMS_AT_ONCE)
      await this.items.insertMissing(
        userIds.slice(from, from + ITEMS_AT_ONCE).map((userId, index) => ({
          ...list,
          _id: `${list.listId}-${from + index}`,
          n: from + index,
          userId,
          outcome: 'waiting',
          round: 1,
          defects: 0,
        })),
      );
  }

  /** Those whose turn is next. */
  nextItems({ accountId, listId }: StoredBulkJob, limit: number): Promise<StoredBulkItem[]> {
    return this.items.find(accountId, { listId, outcome: 'waiting' }, { limit, sort: { n: 1 } });
  }

  /** Whether one of these is still to be handled, or would be by a retry. */
  async hasOpen({ accountId, listId }: StoredBulkJob, userIds: readonly string[]): Promise<boolean> {
    const outcome = { $in: ['waiting', 'refused'] as BulkOutcome[] };
    return (await this.items.count(accountId, { listId, outcome, userId: { $in: [...userIds] } })) > 0;
  }

  /** Keeps the users for as long as the job, which a retry makes longer. Can be repeated. */
  async keepItems({ accountId, listId, purgeAt }: StoredBulkJob): Promise<void> {
    await this.items.updateMany(accountId, { listId, purgeAt: { $lt: purgeAt } }, { $set: { purgeAt } });
  }

  /** Lets those wait again that were refused, or not reached, in an earlier round. Can be repeated. */
  async reopen({ accountId, listId, round }: StoredBulkJob): Promise<void> {
    const earlier = {
      listId,
      outcome: { $in: ['waiting', 'refused'] as BulkOutcome[] },
      round: { $lt: round },
    };
    const again = { outcome: 'waiting' as const, round, defects: 0 };
    await this.items.updateMany(accountId, earlier, { $set: again, $unset: { refusal: 1 } });
  }

  /** Stores the results of users, each once in a round. */
  async settle(
    { accountId, round }: StoredBulkJob,
    results: readonly { item: StoredBulkItem; settled: Settled }[],
  ): Promise<void> {
    await this.items.bulkWrite(
      accountId,
      results.map(({ item: { _id }, settled }) => ({
        updateOne: { filter: { _id, outcome: 'waiting', round }, update: { $set: settled } },
      })),
    );
  }

  /** Refuses everybody who is left. */
  async refuseRest({ accountId, listId, round }: StoredBulkJob, refusal: Refusal): Promise<void> {
    const rest = { listId, outcome: 'waiting' as const, round };
    await this.items.updateMany(accountId, rest, { $set: { outcome: 'refused', refusal } });
  }

  async noteDefect({ accountId, _id }: StoredBulkItem): Promise<void> {
    await this.items.touch(accountId, { _id }, { $inc: { defects: 1 } });
  }

  async countOutcomes({ accountId, listId }: StoredBulkJob): Promise<BulkJob['progress']> {
    const counts = await this.items.aggregate<{ _id: BulkOutcome; users: number }>(accountId, [
      { $match: { listId } },
      { $group: { _id: '$outcome', users: { $sum: 1 } } },
    ]);
    return progressOf(Object.fromEntries(counts.map(({ _id, users }) => [_id, users])));
  }

  results(
    { accountId, listId }: StoredBulkJob,
    outcomes: readonly BulkOutcome[] | undefined,
    page: PageRequest,
  ): Promise<Page<StoredBulkItem>> {
    const filter = { listId, ...(outcomes && { outcome: { $in: [...outcomes] } }) };
    const hint = outcomes ? BY_OUTCOME : IN_ORDER;
    return this.items.page(accountId, { filter, sort: [['n', 1]], page, hint });
  }
}
