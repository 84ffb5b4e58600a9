import { Injectable } from '@nestjs/common';
import { type Filter, InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import { allWordsIn } from '@seatkeeper/text';
import type { Reach } from './reaches.js';
import { within } from './user-lists.filters.js';
import { type StoredUser, users } from './users.schema.js';
import { shownIn, type ShownUser } from './users.view.js';

/** What an identity provider asks for, all of it together. Of usernames as they are stored: case-folded. */
export interface ProvisionedQuery {
  readonly id?: string | undefined;
  readonly username?: string | undefined;
  readonly externalId?: string | undefined;
  readonly email?: string | undefined;
  readonly active?: boolean | undefined;
}

/** What is told of the people of a group. */
export type Member = Pick<
  StoredUser,
  '_id' | 'firstName' | 'lastName' | 'groups' | 'globalAdmin' | 'reportsTo'
>;

const MEMBER = { _id: 1, firstName: 1, lastName: 1, groups: 1, globalAdmin: 1, reportsTo: 1 } as const;
const MEMBERS_AT_ONCE = 5_000;

/** People as an identity provider finds them: no machines, nobody who is just being created, and nobody it has removed. */
@Injectable()
export class ProvisionedUsersRepository {
  constructor(@InjectCollection(users) private readonly users: TenantCollection<StoredUser>) {}

  /** In the order in which they came, so that nobody moves to another part of the list while somebody reads it. */
  async part(
    accountId: string,
    query: ProvisionedQuery,
    reach: Reach | null,
    { from, limit }: { from: number; limit: number },
  ): Promise<{ items: ShownUser[]; total: number }> {
    const filter = found(query, reach);
    const sort = { createdAt: 1, _id: 1 } as const;
    const options = { sort, skip: from, limit, projection: shownIn([]) };
    const items = limit > 0 ? await this.users.find(accountId, filter, options) : [];
    // Who has read the end need not ask how many there are.
    const isEnd = items.length > 0 && items.length < limit;
    const total = isEnd ? from + items.length : await this.users.count(accountId, filter);
    return { items, total };
  }

  /** Who has this external id, whether the provider has removed them or not. */
  byExternalId(accountId: string, externalId: string): Promise<StoredUser | null> {
    return this.users.findOne(accountId, { externalId });
  }

  /** The people of some groups; with `admins` also the global admins, who are in no list of groups. */
  async membersOf(
    accountId: string,
    { groupIds, admins }: { groupIds: readonly string[]; admins: boolean },
    reach: Reach | null,
  ): Promise<Member[]> {
    const inGroups: Filter<StoredUser> = { groups: { $in: groupIds } };
    const ways = admins ? { $or: [inGroups, { globalAdmin: true }] } : inGroups;
    const members: Member[] = [];
    for (let after = ''; ;) {
      const filter: Filter<StoredUser> = { $and: [found({}, reach), ways, { _id: { $gt: after } }] };
      const some = await this.users.find(accountId, filter, {
        sort: { _id: 1 },
        limit: MEMBERS_AT_ONCE,
        projection: MEMBER,
      });
      members.push(...some);
      const last = some.at(-1);
      if (!last || some.length < MEMBERS_AT_ONCE) return members;
      after = last._id;
    }
  }
}

function found(
  { id, username, externalId, email, active }: ProvisionedQuery,
  reach: Reach | null,
): Filter<StoredUser> {
  const conditions: Filter<StoredUser>[] = [
    { $nor: [removed] },
    ...(reach ? [within(reach)] : []),
    // Addresses are kept as they were written, and searched for by their words.
    ...(email === undefined ? [] : [...(allWordsIn('search', email).$and ?? []), { email: exactly(email) }]),
  ];
  return {
    type: 'standard',
    status: active === undefined ? { $ne: 'pending' } : statusOf(active),
    ...(id !== undefined && { _id: id }),
    ...(username !== undefined && { username }),
    ...(externalId !== undefined && { externalId }),
    $and: conditions,
  };
}

const removed: Filter<StoredUser> = { status: 'deactivated', unprovisionedAt: { $exists: true } };

const statusOf = (active: boolean): Filter<StoredUser>['status'] =>
  active ? { $nin: ['pending', 'deactivated'] } : 'deactivated';

const exactly = (text: string): RegExp => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`, 'i');
