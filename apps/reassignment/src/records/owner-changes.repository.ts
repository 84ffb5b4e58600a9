import { Inject, Injectable } from '@nestjs/common';
import { DuplicateKey, InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import { crash, SETTINGS } from '@seatkeeper/service';
import type { ReassignmentSettings } from '../settings.js';
import { blockId, endOf, keysToTakeOff, MOST_IN_BLOCK, nextBlock } from './owner-changes.js';
import { ownerChanges, type StoredBlock } from './owner-changes.schema.js';
import { records, type StoredRecord, UNLISTED } from './records.schema.js';

const DAY_MS = 86_400_000;
const BY_UNLISTED = 'unlisted';

/**
 * The list of all changes of owner of an account. A change is first noted in its record, by the write that makes it; from
 * there it is put into the list, by anybody: a block has the one place behind the last, which one alone can take, and nobody
 * looks for what comes next before the records hold nothing of the last block any more. So each change has one place, whoever
 * dies, freezes or wakes between any two lines, and what is seen of the list once has nothing put into it before its end.
 */
@Injectable()
export class OwnerChangesRepository {
  constructor(
    @InjectCollection(ownerChanges) private readonly blocks: TenantCollection<StoredBlock>,
    @InjectCollection(records) private readonly records: TenantCollection<StoredRecord>,
    @Inject(SETTINGS) private readonly settings: ReassignmentSettings,
  ) {}

  /** Whether changes of any account are not listed yet. */
  isAnyLeft(): Promise<boolean> {
    // The account lets the index of these be used, which is empty most of the time and so the first to come to its end.
    return this.records.acrossAccounts.isAnyDue({ ...UNLISTED, accountId: { $gt: '' } });
  }

  /** Of all accounts the first, behind another, of which changes are not listed yet. */
  async nextAccount(behind = ''): Promise<string | undefined> {
    // Many indexes begin with the account: without the hint another could be gone through to its end.
    const [first] = await this.records.acrossAccounts.find(
      { ...UNLISTED, accountId: { $gt: behind } },
      { limit: 1, sort: { accountId: 1 }, projection: { accountId: 1 }, hint: BY_UNLISTED },
    );
    return first?.accountId;
  }

  /** The block that is to come behind the last one; null when there is nothing to list. */
  async plan(accountId: string, now: Date): Promise<Omit<StoredBlock, 'version'> | null> {
    const last = await this.blocks.findOne(accountId, {}, { sort: { first: -1 } });
    if (last && !last.settled) await this.settle(last, now);
    const found = await this.records.find(accountId, UNLISTED, {
      limit: MOST_IN_BLOCK,
      sort: { 'unlisted.at': 1 },
      projection: { type: 1, externalId: 1, unlisted: 1 },
      hint: BY_UNLISTED,
    });
    return found.length === 0 ? null : nextBlock(accountId, last, found, now);
  }

  /** False when somebody else has put another block in its place. */
  async append(block: Omit<StoredBlock, 'version'>): Promise<boolean> {
    try {
      await this.blocks.insert(block);
      crash('reassignment.changes.afterAppend');
      return true;
    } catch (error) {
      if (error instanceof DuplicateKey) return false;
      throw error;
    }
  }

  /** Takes what a block lists off the records, and lets the block before be forgotten in time. Safe to repeat. */
  async settle(
    block: Pick<StoredBlock, '_id' | 'accountId' | 'changes' | 'before'>,
    now: Date,
  ): Promise<void> {
    const { _id, accountId, changes, before } = block;
    await this.records.bulkWrite(
      accountId,
      keysToTakeOff(changes).map(({ ids, keys }) => ({
        updateMany: {
          filter: { _id: { $in: ids } },
          update: { $pull: { unlisted: { key: { $in: keys } } } },
        },
      })),
    );
    if (before !== undefined) {
      const purgeAt = new Date(now.getTime() + this.settings.OWNER_CHANGES_KEPT_DAYS * DAY_MS);
      await this.blocks.touch(accountId, { _id: blockId(accountId, before) }, { $set: { purgeAt } });
    }
    await this.blocks.touch(accountId, { _id }, { $set: { settled: true } });
  }

  /** The numbers of the first change that is kept, and of the one that comes next. */
  async ends(accountId: string): Promise<{ first: number; end: number }> {
    const at = (sort: 1 | -1) => this.blocks.findOne(accountId, { settled: true }, { sort: { first: sort } });
    const [oldest, newest] = await Promise.all([at(1), at(-1)]);
    return { first: oldest?.first ?? 1, end: endOf(newest) };
  }

  /**
   * The blocks that hold the changes behind a number. What is not settled is left out: when it is, a majority of the database has
   * the block, and nothing takes it back.
   */
  around(accountId: string, after: number, limit: number): Promise<StoredBlock[]> {
    const filter = { first: { $gt: after - MOST_IN_BLOCK, $lte: after + limit }, settled: true };
    return this.blocks.find(accountId, filter, { sort: { first: 1 }, limit: MOST_IN_BLOCK + limit });
  }
}
