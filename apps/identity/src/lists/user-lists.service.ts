import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { type Input, listUsers, type Output } from '@seatkeeper/contracts';
import type { AccountSet } from '@seatkeeper/mongo';
import { AffiliatedListsRepository } from '../users/affiliated-lists.repository.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { sortOrder } from '../users/user-lists.js';
import { toUser } from '../users/users.view.js';
import { UserQueriesService } from './user-queries.service.js';

/** Who is asked for by what they are called, where, and as what. */
@Injectable()
export class UserListsService {
  constructor(
    private readonly lists: UserListsRepository,
    private readonly affiliated: AffiliatedListsRepository,
    private readonly queries: UserQueriesService,
  ) {}

  @Handle(listUsers)
  async list({
    accountId,
    viewer,
    filter,
    sort,
    page,
  }: Input<typeof listUsers>): Promise<Output<typeof listUsers>> {
    const query = await this.queries.of(accountId, filter, viewer);
    const order = await this.queries.order(accountId, sort);
    const found = await this.lists.shownPage(accountId, query, order, page);
    return { ...found, items: found.items.map(toUser) };
  }

  /** The same of several accounts, for who sees everybody in each of them. */
  async together(
    accounts: AccountSet,
    { filter, sort, page }: Pick<Input<typeof listUsers>, 'filter' | 'sort' | 'page'>,
  ): Promise<Output<typeof listUsers>> {
    const query = await this.queries.together(accounts, filter);
    const found = await this.affiliated.page(accounts, { query, asked: filter }, sortOrder(sort), page);
    return { ...found, items: found.items.map(toUser) };
  }
}
