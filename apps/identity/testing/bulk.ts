import {
  type Actor,
  type BulkJob,
  type BulkResult,
  type BulkWish,
  createGroup,
  getBulkJob,
  type Output,
  type Permission,
  startBulkJob,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import type { z } from 'zod';
import { UsersRepository } from '../src/users/users.repository.js';
import type { StoredUser } from '../src/users/users.schema.js';
import type { Firm, Neighbours, Stage } from './stage.js';
import { storedUser } from './stored-users.js';

type Wish = z.input<typeof BulkWish>;
type Job = Output<typeof getBulkJob>;

/** What tests of bulk jobs ask for. */
export class Bulk {
  constructor(private readonly stage: Pick<Neighbours, 'ask'> & Partial<Pick<Stage, 'identity'>>) {}

  start({ accountId, by }: Firm, wish: Wish, how: { by?: Actor; jobId?: string } = {}): Promise<BulkJob> {
    const { jobId = newId('job') } = how;
    return this.stage.ask(startBulkJob, { accountId, by: how.by ?? by, jobId, wish });
  }

  look({ accountId, by }: Firm, jobId: string): Promise<Job> {
    return this.stage.ask(getBulkJob, { accountId, by, jobId, page: { limit: 200 } });
  }

  /** The job once it is over. */
  ended(firm: Firm, { id }: Pick<BulkJob, 'id'>, ms = 30_000): Promise<Job> {
    return eventually(async () => {
      const job = await this.look(firm, id);
      expect(['queued', 'running']).not.toContain(job.state);
      return job;
    }, ms);
  }

  async done(firm: Firm, wish: Wish, how: { by?: Actor } = {}): Promise<Job> {
    return this.ended(firm, await this.start(firm, wish, how));
  }

  /** Active people who hold no seat, as many as wanted. */
  async people({ accountId }: Firm, count: number, given: Partial<StoredUser> = {}): Promise<string[]> {
    const users = this.stage.identity?.get(UsersRepository);
    const created: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const user = await users?.create(storedUser({ ...given, accountId }));
      created.push(user?._id ?? '');
    }
    return created;
  }

  async group({ accountId, by }: Firm, ...permissions: Permission[]): Promise<string> {
    const groupId = newId('grp');
    await this.stage.ask(createGroup, { accountId, by, groupId, group: { name: groupId, permissions } });
    return groupId;
  }
}

/** What became of whom, in short. */
export const told = ({ results }: Job): string[] =>
  results.items.map(({ outcome, refusal }: BulkResult) => refusal?.code ?? outcome);
