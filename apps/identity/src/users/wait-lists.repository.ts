import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@seatkeeper/contracts';
import { type Filter, InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import { users, type StoredUser } from './users.schema.js';
import { placeOf } from './waiting-places.js';

const status = 'waiting';

/** Who waits, in the order in which seats are given out. */
@Injectable()
export class WaitListsRepository {
  constructor(@InjectCollection(users) private readonly users: TenantCollection<StoredUser>) {}

  page(accountId: string, product: string, page: PageRequest): Promise<Page<StoredUser>> {
    const filter: Filter<StoredUser> = { status, products: product };
    return this.users.page(accountId, {
      filter,
      sort: [['waitingPlace', 1]],
      page,
      hint: 'waiting-by-place',
    });
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
}
