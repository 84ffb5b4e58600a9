import { Injectable } from '@nestjs/common';
import { InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import { accounts, type StoredAccount } from './accounts.schema.js';
import type { Placing } from './hierarchy.schema.js';

/** What a tree is made of, and what keeps people from above out. */
export type Branch = Pick<
  StoredAccount,
  '_id' | 'name' | 'slug' | 'parentId' | 'parentSince' | 'createdAt' | 'opening' | 'suspension' | 'policies'
>;

const branch = {
  name: 1,
  slug: 1,
  parentId: 1,
  parentSince: 1,
  createdAt: 1,
  'opening.lease': 1,
  'suspension.since': 1,
  policies: 1,
} as const;

/**
 * Where accounts stand in their hierarchies. These are the only questions that look from one account at others: what comes of
 * them is for those who stand above, and for those about to.
 */
@Injectable()
export class HierarchyRepository {
  constructor(@InjectCollection(accounts) private readonly accounts: TenantCollection<StoredAccount>) {}

  /** Accounts right below any of these, `limit` at most. */
  rightBelow(parentIds: readonly string[], limit: number): Promise<Branch[]> {
    const filter = { parentId: { $in: parentIds } };
    return this.accounts.acrossAccounts.find(filter, { limit, projection: branch });
  }

  /** Accounts that have got an offer of this one, `limit` at most. */
  askedBy(parentId: string, limit: number): Promise<StoredAccount[]> {
    return this.accounts.acrossAccounts.find({ 'parentOffers.parentId': parentId }, { limit });
  }

  /**
   * Says that somebody is about to give the account another place; false while somebody else is. It counts up the version:
   * whoever was about to before, and comes back, writes nothing.
   */
  announce(accountId: string, placing: Placing, now: Date): Promise<boolean> {
    const free = [{ 'placing.id': { $exists: false } }, { 'placing.until': { $lte: now } }];
    const update = { $set: { placing }, $inc: { version: 1 } };
    return this.accounts.touch(accountId, { _id: accountId, $or: free }, update);
  }

  /** Takes an announcement back, or away from whoever left it; false when it is gone. From then on its owner writes nothing. */
  revoke(accountId: string, placingId: string): Promise<boolean> {
    const update = { $unset: { placing: 1 }, $inc: { version: 1 } };
    return this.accounts.touch(accountId, { _id: accountId, 'placing.id': placingId }, update);
  }
}
