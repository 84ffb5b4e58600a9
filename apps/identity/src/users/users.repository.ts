import { Injectable } from '@nestjs/common';
import { Fault, type Page, type PageRequest } from '@seatkeeper/contracts';
import {
  type Filter,
  InjectCollection,
  type NewEvent,
  TenantCollection,
  type UpdateQuery,
} from '@seatkeeper/mongo';
import { users, type StoredUser } from './users.schema.js';

type Decision = ReturnType<Parameters<TenantCollection<StoredUser>['decide']>[2]>;

/** The users of all accounts. What another account's are called is not found. */
@Injectable()
export class UsersRepository {
  constructor(@InjectCollection(users) private readonly users: TenantCollection<StoredUser>) {}

  find(accountId: string, userId: string): Promise<StoredUser | null> {
    return this.users.findById(accountId, userId);
  }

  /** Rejects with `not-found`. */
  async get(accountId: string, userId: string): Promise<StoredUser> {
    const user = await this.find(accountId, userId);
    if (!user) throw Fault.notFound('user');
    return user;
  }

  findByUsername(accountId: string, username: string): Promise<StoredUser | null> {
    return this.users.findOne(accountId, { username });
  }

  /** Those of them that there are. */
  findAll(accountId: string, userIds: readonly string[]): Promise<StoredUser[]> {
    return this.users.find(accountId, { _id: { $in: userIds } }, { limit: Math.max(1, userIds.length) });
  }

  select(
    accountId: string,
    filter: Filter<StoredUser>,
    options: { limit: number; sort?: Record<string, 1 | -1> },
  ): Promise<StoredUser[]> {
    return this.users.find(accountId, filter, options);
  }

  /** Who waits, the longest waiting first: those behind `after` who need none of the products in `without`. */
  waiting(
    accountId: string,
    { after, without, limit }: { after?: StoredUser | undefined; without: Iterable<string>; limit: number },
  ): Promise<StoredUser[]> {
    const behind = after && {
      $or: [
        { waitingSince: { $gt: after.waitingSince } },
        { waitingSince: after.waitingSince, _id: { $gt: after._id } },
      ],
    };
    return this.users.find(
      accountId,
      { status: 'waiting', products: { $nin: [...without] }, ...behind },
      { limit, sort: { waitingSince: 1, _id: 1 } },
    );
  }

  /** Who waits and is being invited at the moment, the longest waiting first. */
  leavingWaitList(accountId: string, limit: number): Promise<StoredUser[]> {
    return this.users.find(
      accountId,
      { status: 'waiting', 'flow.kind': 'leave-wait-list' },
      { limit, sort: { waitingSince: 1, _id: 1 } },
    );
  }

  page(
    accountId: string,
    query: { filter: Filter<StoredUser>; sort: [string, 1 | -1][]; page: PageRequest },
  ): Promise<Page<StoredUser>> {
    return this.users.page(accountId, query);
  }

  aggregate<R>(
    accountId: string,
    pipeline: Parameters<TenantCollection<StoredUser>['aggregate']>[1],
  ): Promise<R[]> {
    return this.users.aggregate<R>(accountId, pipeline);
  }

  /** Rejects with DuplicateKey naming what is taken. */
  insert(user: Omit<StoredUser, 'version'>, events: NewEvent[] = []): Promise<StoredUser> {
    return this.users.insert(user, events);
  }

  /** Read, decide, write if nobody was faster, else again. Null when there is no such user. */
  decide(
    accountId: string,
    userId: string,
    decide: (user: StoredUser) => Decision,
  ): Promise<StoredUser | null> {
    return this.users.decide(accountId, userId, decide);
  }

  /** A conditional write that is nobody's news. True if it matched. */
  touch(accountId: string, filter: Filter<StoredUser>, update: UpdateQuery<StoredUser>): Promise<boolean> {
    return this.users.touch(accountId, filter, update);
  }

  remove(accountId: string, filter: Filter<StoredUser>): Promise<boolean> {
    return this.users.remove(accountId, filter);
  }

  /** For sweepers, and for links, which do not say whose they are. */
  get acrossAccounts(): TenantCollection<StoredUser>['acrossAccounts'] {
    return this.users.acrossAccounts;
  }
}
