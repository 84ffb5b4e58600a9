import { Injectable } from '@nestjs/common';
import type { countArrivals, Output, Page, PageRequest } from '@seatkeeper/contracts';
import { type Filter, InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import type { Reach } from './reaches.js';
import { within } from './user-lists.filters.js';
import { without } from './user-lists.repository.js';
import { type StoredUser, users } from './users.schema.js';

/** Users whose joining is planned. */
@Injectable()
export class PlannedArrivalsRepository {
  constructor(@InjectCollection(users) private readonly users: TenantCollection<StoredUser>) {}

  /** Of all accounts, those that are due, the longest first; not those of `but`. */
  due(now: Date, limit: number, but: readonly string[] = []): Promise<StoredUser[]> {
    const due = { ...without(but), 'arrival.dueAt': { $lte: now } };
    return this.users.acrossAccounts.findDue(due, { limit, sort: { 'arrival.dueAt': 1 } });
  }

  /** How many seats of a product are taken by them before a moment, by when they are due. */
  seatsTaken(
    accountId: string,
    product: string,
    before: Date,
    limit: number,
  ): Promise<Output<typeof countArrivals>['items']> {
    return this.users.aggregate(accountId, [
      {
        $match: {
          'arrival.on': { $exists: true },
          'arrival.dueAt': { $lt: before },
          products: product,
        },
      },
      { $group: { _id: '$arrival.dueAt', seats: { $sum: 1 } } },
      { $sort: { _id: 1 } },
      { $limit: limit },
      { $project: { _id: 0, at: { $dateToString: { date: '$_id' } }, seats: 1 } },
    ]);
  }

  /** Of an account, in the order of their days; of those whom somebody reaches, null is everybody. */
  page(
    accountId: string,
    { until, refused }: { until?: string | undefined; refused?: boolean | undefined },
    reach: Reach | null,
    page: PageRequest,
  ): Promise<Page<StoredUser>> {
    const filter: Filter<StoredUser> = {
      'arrival.on': until === undefined ? { $exists: true } : { $exists: true, $lte: until },
      ...(refused !== undefined && { 'arrival.refusal': { $exists: refused } }),
      ...(reach && { $and: [within(reach)] }),
    };
    return this.users.page(accountId, { filter, sort: [['arrival.on', 1]], page });
  }
}
