import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  countWaiting,
  getUser,
  type Input,
  listUsers,
  type Output,
  resolveUsers,
  type User,
} from '@seatkeeper/contracts';
import { fold } from '@seatkeeper/text';
import { sortOrder, userFilter } from './user-lists.js';
import { UsersRepository } from './users.repository.js';
import { toReference, toUser } from './users.view.js';

const MOST_RESOLVED = 2_000;

/** Questions about users. */
@Injectable()
export class UsersService {
  constructor(private readonly users: UsersRepository) {}

  @Handle(getUser)
  async get({ accountId, userId }: Input<typeof getUser>): Promise<User> {
    return toUser(await this.users.get(accountId, userId));
  }

  @Handle(listUsers)
  async list({ accountId, filter, sort, page }: Input<typeof listUsers>): Promise<Output<typeof listUsers>> {
    const query = { filter: userFilter(filter), sort: sortOrder(sort), page };
    const { items, ...rest } = await this.users.page(accountId, query);
    return { items: items.map(toUser), ...rest };
  }

  @Handle(resolveUsers)
  async resolve({
    accountId,
    ids,
    usernames,
  }: Input<typeof resolveUsers>): Promise<Output<typeof resolveUsers>> {
    const folded = usernames.map(fold);
    const [byId, byName] = await Promise.all([
      ids.length > 0 ? this.users.select(accountId, { _id: { $in: ids } }, { limit: MOST_RESOLVED }) : [],
      folded.length > 0
        ? this.users.select(accountId, { username: { $in: folded } }, { limit: MOST_RESOLVED })
        : [],
    ]);
    const found = new Map([...byId, ...byName].map((user) => [user._id, user]));
    return { users: [...found.values()].map(toReference) };
  }

  @Handle(countWaiting)
  async countWaiting({ accountId }: Input<typeof countWaiting>): Promise<Output<typeof countWaiting>> {
    const items = await this.users.aggregate<{ product: string; waiting: number }>(accountId, [
      { $match: { status: 'waiting' } },
      { $unwind: '$products' },
      { $group: { _id: '$products', waiting: { $sum: 1 } } },
      { $sort: { _id: 1 } },
      { $project: { _id: 0, product: '$_id', waiting: 1 } },
    ]);
    return { items };
  }
}
