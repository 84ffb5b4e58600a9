import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@seatkeeper/contracts';
import { type Filter, InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import type { Reach } from './reaches.js';
import { within } from './user-lists.filters.js';
import { users, type StoredUser } from './users.schema.js';
import { placeOf } from './waiting-places.js';

const status = 'waiting';

/** Who waits, in the order in which seats are given out. */
@Injectable()
export class WaitListsRepository {
  constructor(@InjectCollection(users) private readonly users: TenantCollection<StoredUser>) {}

  /** Those whom somebody reaches; null is everybody. */
  page(
    accountId: string,
    product: string,
    reach: Reach | null,
    page: PageRequest,
  ): Promise<Page<StoredUser>> {
    const filter: Filter<StoredUser> = { status, products: product, ...(reach && { $and: [within(reach)] }) };
    return this.users.page(accountId, {
      filter,
      sort: [['waitingPlace', 1]],
      page,
      hint: 'waiting-by-place',
    });
  }

  countFor(accountId: string, product: string): Promise<number> {
    return this.users.count(accountId, { status, products: product });
  }

  /** How many of those who wait for the product are served before the user. */
  countBefore(user: StoredUser, product: string): Promise<number> {
    const filter: Filter<StoredUser> = { status, products: product, waitingPlace: { $lt: placeOf(user) } };
    return this.users.count(user.accountId, filter);
  }

  /** The place of the last one before a place, or of the last one of all; null for none. Without the one who is moved. */
  async placeBefore(accountId: string, place: string | null, except: string): Promise<string | null> {
    const before = place === null ? {} : { waitingPlace: { $lt: place } };
    const filter: Filter<StoredUser> = { status, _id: { $ne: except }, ...before };
    const [found] = await this.users.find(accountId, filter, {
      sort: { waitingPlace: -1, _id: -1 },
      limit: 1,
    });
    return found ? placeOf(found) : null;
  }

  /** The place of who is served first; null for nobody. Without the one who is moved. */
  async firstPlace(accountId: string, except: string): Promise<string | null> {
    const filter: Filter<StoredUser> = { status, _id: { $ne: except } };
    const [found] = await this.users.find(accountId, filter, { sort: { waitingPlace: 1, _id: 1 }, limit: 1 });
    return found ? placeOf(found) : null;
  }

  /** Who waits, in the order of the list: those behind `after` who need none of the products in `without`. */
  behind(
    accountId: string,
    { after, without, limit }: { after?: StoredUser | undefined; without: Iterable<string>; limit: number },
  ): Promise<StoredUser[]> {
    const behind = after && { waitingPlace: { $gt: placeOf(after) } };
    return this.users.find(
      accountId,
      { status, products: { $nin: [...without] }, ...behind },
      { limit, sort: { waitingPlace: 1, _id: 1 } },
    );
  }

  /** Who waits and is being invited at the moment, in the order of the list. */
  leaving(accountId: string, limit: number): Promise<StoredUser[]> {
    return this.users.find(
      accountId,
      { status, 'flow.kind': 'leave-wait-list' },
      { limit, sort: { waitingPlace: 1, _id: 1 } },
    );
  }

  async isAnybodyThere(accountId: string): Promise<boolean> {
    const options = { projection: { _id: 1 }, sort: { waitingPlace: 1, _id: 1 } } as const;
    return (await this.users.find(accountId, { status }, { ...options, limit: 1 })).length > 0;
  }

  /** How many wait for the same products; without those who cannot be invited for another reason than a seat. */
  byProducts(accountId: string, now: Date): Promise<{ products: string[]; waiting: number }[]> {
    return this.users.aggregate(accountId, [
      { $match: { status, heldUpUntil: { $not: { $gt: now } } } },
      { $group: { _id: '$products', waiting: { $sum: 1 } } },
      { $project: { _id: 0, products: '$_id', waiting: 1 } },
    ]);
  }

  /** Notes that somebody who waits cannot be invited now although there are seats; no new version. */
  async noteHeldUp({ accountId, _id }: StoredUser, heldUpUntil: Date): Promise<void> {
    await this.users.touch(accountId, { _id, status }, { $set: { heldUpUntil } });
  }

  /** How many wait for each product. */
  count(accountId: string): Promise<{ product: string; waiting: number }[]> {
    return this.users.aggregate(accountId, [
      { $match: { status } },
      { $unwind: '$products' },
      { $group: { _id: '$products', waiting: { $sum: 1 } } },
      { $sort: { _id: 1 } },
      { $project: { _id: 0, product: '$_id', waiting: 1 } },
    ]);
  }

  /** Accounts behind `after`, in order, in which somebody waits. */
  async accounts(after: string, limit: number): Promise<string[]> {
    const filter = { status, accountId: { $gt: after } } as const;
    // Most of the time nobody waits, which is asked together with what else is due.
    if ((await this.users.acrossAccounts.findDue(filter, { limit: 1 })).length === 0) return [];
    const found = await this.users.acrossAccounts.aggregate<{ _id: string }>([
      { $match: filter },
      { $group: { _id: '$accountId' } },
      { $sort: { _id: 1 } },
      { $limit: limit },
    ]);
    return found.map(({ _id }) => _id);
  }
}
