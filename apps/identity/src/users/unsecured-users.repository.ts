import { Injectable } from '@nestjs/common';
import type { Page } from '@seatkeeper/contracts';
import { type Filter, InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import type { Reach } from './reaches.js';
import { sortOrder } from './user-lists.js';
import { within } from './user-lists.filters.js';
import { type StoredUser, users } from './users.schema.js';

/** Members of a group save some, who are in none of the other groups. */
export interface Unsecured {
  readonly groupId: string;
  readonly except: readonly string[];
  readonly others: readonly string[];
  /** Whom the one who asks reaches; null is everybody. */
  readonly reach: Reach | null;
}

/** People who sign in with a password alone. */
@Injectable()
export class UnsecuredUsersRepository {
  constructor(@InjectCollection(users) private readonly users: TenantCollection<StoredUser>) {}

  /** The first by name, and how many there are. */
  first(
    accountId: string,
    { groupId, except, others, reach }: Unsecured,
    limit: number,
  ): Promise<Page<StoredUser>> {
    const filter: Filter<StoredUser> = {
      groups: groupId,
      _id: { $nin: except },
      type: 'standard',
      status: { $nin: ['pending', 'deactivated'] },
      secondFactor: { $exists: false },
      $and: [{ groups: { $nin: others } }, ...(reach ? [within(reach)] : [])],
    };
    return this.users.page(accountId, {
      filter,
      sort: sortOrder('lastName'),
      page: { limit, count: 'exact' },
    });
  }
}
