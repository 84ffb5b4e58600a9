import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@seatkeeper/contracts';
import { type Filter, InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import type { Reach } from './reaches.js';
import { sortOrder } from './user-lists.js';
import { within } from './user-lists.filters.js';
import { type StoredUser, users } from './users.schema.js';

/** Who has a shared item: members of these groups, perhaps the global admins, and who was given it; and nobody from whom it was taken. */
export interface Audience {
  readonly itemId: string;
  readonly groups: readonly string[];
  readonly withAdmins: boolean;
  /** Whom the one who asks reaches; null is everybody. */
  readonly reach: Reach | null;
}

/** Users by the shared items that they have, or about which something was decided for them. */
@Injectable()
export class AudiencesRepository {
  constructor(@InjectCollection(users) private readonly users: TenantCollection<StoredUser>) {}

  /** By name. */
  page(accountId: string, audience: Audience, page: PageRequest): Promise<Page<StoredUser>> {
    return this.users.page(accountId, { filter: having(audience), sort: sortOrder('lastName'), page });
  }

  /** Some of those for whom something was decided about an item. */
  withOverride(accountId: string, itemId: string, limit: number): Promise<StoredUser[]> {
    return this.users.find(accountId, { 'sharedItems.id': itemId }, { limit });
  }
}

const having = ({ itemId, groups, withAdmins, reach }: Audience): Filter<StoredUser> => ({
  status: { $nin: ['pending', 'deactivated'] },
  $or: [
    { groups: { $in: groups } },
    ...(withAdmins ? [{ globalAdmin: true }] : []),
    { 'sharedItems.id': itemId, sharedItems: { $elemMatch: { id: itemId, decision: 'added' } } },
  ],
  $nor: [{ sharedItems: { $elemMatch: { id: itemId, decision: 'removed' } } }],
  ...(reach && { $and: [within(reach)] }),
});
