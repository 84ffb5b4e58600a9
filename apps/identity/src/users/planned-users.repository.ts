import { Injectable } from '@nestjs/common';
import {
  type countDepartures,
  type Output,
  type Page,
  type PageRequest,
  SEAT_HOLDING,
} from '@seatkeeper/contracts';
import { type Filter, InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import type { Reach } from './reaches.js';
import { within } from './user-lists.filters.js';
import { without } from './user-lists.repository.js';
import { type StoredUser, users } from './users.schema.js';

/** What is planned for a day of a user: that they join, or that they leave. */
type Plan = 'arrival' | 'departure';

/** Whose seats move on their day. Who is planned to join holds none, whatever else is said of them. */
const MOVING = {
  arrival: {},
  departure: { type: 'standard', status: { $in: SEAT_HOLDING } },
} satisfies Record<Plan, Filter<StoredUser>>;

/** Users whose joining, or leaving, is planned for a day. */
@Injectable()
export class PlannedUsersRepository {
  constructor(@InjectCollection(users) private readonly users: TenantCollection<StoredUser>) {}

  /** Of all accounts, those that are due, the longest first; not those of `but`. */
  due(plan: Plan, now: Date, limit: number, but: readonly string[] = []): Promise<StoredUser[]> {
    const due: Filter<StoredUser> = { ...without(but), [`${plan}.dueAt`]: { $lte: now } };
    return this.users.acrossAccounts.findDue(due, { limit, sort: { [`${plan}.dueAt`]: 1 } });
  }

  /** How many seats of a product are taken, or come free, by them before a moment, by when they are due. */
  seatsMoved(
    plan: Plan,
    accountId: string,
    product: string,
    before: Date,
    limit: number,
  ): Promise<Output<typeof countDepartures>['items']> {
    return this.users.aggregate(accountId, [
      {
        $match: {
          [`${plan}.on`]: { $exists: true },
          [`${plan}.dueAt`]: { $lt: before },
          products: product,
          ...MOVING[plan],
        },
      },
      { $group: { _id: `$${plan}.dueAt`, seats: { $sum: 1 } } },
      { $sort: { _id: 1 } },
      { $limit: limit },
      { $project: { _id: 0, at: { $dateToString: { date: '$_id' } }, seats: 1 } },
    ]);
  }

  /** Of an account, in the order of their days; of those whom somebody reaches, null is everybody. */
  page(
    plan: Plan,
    accountId: string,
    { until, refused }: { until?: string | undefined; refused?: boolean | undefined },
    reach: Reach | null,
    page: PageRequest,
  ): Promise<Page<StoredUser>> {
    const filter: Filter<StoredUser> = {
      [`${plan}.on`]: until === undefined ? { $exists: true } : { $exists: true, $lte: until },
      ...(refused !== undefined && { [`${plan}.refusal`]: { $exists: refused } }),
      ...(reach && { $and: [within(reach)] }),
    };
    return this.users.page(accountId, { filter, sort: [[`${plan}.on`, 1]], page });
  }
}
