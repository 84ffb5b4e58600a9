import { Injectable } from '@nestjs/common';
import { Fault, type Refusal } from '@seatkeeper/contracts';
import { isDone } from '@seatkeeper/mongo';
import { crash, logger } from '@seatkeeper/service';
import { isRefusal } from '../flows/flows.js';
import { FlowsService } from '../flows/flows.service.js';
import { toRefusal } from '../group-previews/group-previews.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { BulkActsService } from './bulk-acts.service.js';
import { commandOf, nameOf } from './bulk-jobs.js';
import { BulkJobsRepository } from './bulk-jobs.repository.js';
import type { StoredBulkItem, StoredBulkJob } from './bulk-jobs.schema.js';

/** A user with whom something goes wrong this often is given up, and does not hold up the others for ever. */
const MOST_DEFECTS = 5;
const MOST_ATTEMPTS = 3;

const log = logger('bulk jobs');

/** Does what a job is about to a handful of its users, and stores what came of it. */
@Injectable()
export class BulkItemsService {
  constructor(
    private readonly jobs: BulkJobsRepository,
    private readonly acts: BulkActsService,
    private readonly flows: FlowsService,
    private readonly lists: UserListsRepository,
  ) {}

  /**
   * Can be repeated. All of them are tried, whatever happens to one; answers the failures of those whose outcome is open,
   * and who are tried again in another turn.
   */
  async handle(job: StoredBulkJob, items: readonly StoredBulkItem[]): Promise<unknown[]> {
    const failures: unknown[] = [];
    const tried = await Promise.all(
      items.map(async (item) => {
        try {
          return [{ item, refusal: await this.act(job, item) }];
        } catch (error) {
          failures.push(error);
          return [];
        }
      }),
    );
    crash('identity.bulk.afterActs');
    const ids = items.map(({ userId }) => userId);
    const users = await this.lists.known(job.accountId, { ids });
    const byId = new Map(users.map((user) => [user._id, user]));
    const results = tried.flat().map(({ item, refusal }) => {
      const user = byId.get(item.userId);
      const isChanged = user !== undefined && isDone(user, commandOf(job._id, user._id));
      const outcome = refusal ? ('refused' as const) : isChanged ? ('done' as const) : ('unchanged' as const);
      // Whom the one who began does not see has no name, as who is not there.
      const isKnown = user !== undefined && refusal?.code !== 'not-found';
      return {
        item,
        settled: { outcome, ...(isKnown && { username: user.username }), ...(refusal && { refusal }) },
      };
    });
    await this.jobs.settle(job, results);
    return failures;
  }

  /** Null when it is done, or was so already. Rejects when the outcome is open. */
  private async act(job: StoredBulkJob, item: StoredBulkItem): Promise<Refusal | null> {
    const { accountId, _id: jobId } = job;
    const { userId } = item;
    const which = { accountId, userId, by: nameOf(job), commandId: commandOf(jobId, userId) };
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.acts.do(job.act, which);
        return null;
      } catch (error) {
        const isBusy = error instanceof Fault && error.code === 'user-busy' && attempt < MOST_ATTEMPTS;
        if (isBusy && (await this.isSettled(accountId, userId))) continue;
        if (isRefusal(error)) return toRefusal(error);
        if (error instanceof Fault && error.code === 'service-unavailable') throw error;
        return this.defect(jobId, item, error);
      }
    }
  }

  /** Whether what else is done to the user has come to its end. */
  private isSettled(accountId: string, userId: string): Promise<boolean> {
    return this.flows.settled(accountId, userId).then(
      () => true,
      () => false,
    );
  }

  private async defect(jobId: string, item: StoredBulkItem, error: unknown): Promise<Refusal> {
    log.error('A user of a bulk job met a defect', { jobId, userId: item.userId, error });
    if (item.defects + 1 < MOST_DEFECTS) {
      await this.jobs.noteDefect(item);
      throw error;
    }
    return { code: 'internal-error', detail: 'Something went wrong on our side; look at this user by hand.' };
  }
}
