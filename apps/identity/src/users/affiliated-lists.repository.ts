import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@seatkeeper/contracts';
import { type AccountSet, InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import { matching } from './user-lists.filters.js';
import type { UserQuery } from './user-lists.js';
import { type StoredUser, users } from './users.schema.js';
import { shownIn, type ShownUser } from './users.view.js';

/** Users of several accounts in one list. */
@Injectable()
export class AffiliatedListsRepository {
  constructor(
    @InjectCollection(users) private readonly users: TenantCollection<StoredUser>,
    private readonly clock: Clock,
  ) {}

  /** Of each what is shown. `asked` is what the list is known by, whatever accounts are in it. */
  page(
    accounts: AccountSet,
    { query, asked }: { query: UserQuery; asked: object },
    sort: [string, 1 | -1][],
    page: PageRequest,
  ): Promise<Page<ShownUser>> {
    const filter = matching(query, this.clock.now());
    const projection = shownIn(sort);
    return this.users.ofAccounts.page(accounts, { filter, sort, page, projection, of: asked });
  }
}
