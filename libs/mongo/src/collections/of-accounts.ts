import type { Page } from '@seatkeeper/contracts';
import type { Model } from 'mongoose';
import { type Filter, refuseTenantBreach } from '../queries/filter.js';
import { readListPage } from '../queries/list-page.js';
import type { PageQuery } from '../queries/page.js';
import { type ListOptions, readMany } from '../queries/reading.js';
import type { Stored } from '../schema/collection.js';
import type { AccountSet } from './account-set.js';

/** Reads of several accounts together; nothing is changed that way. */
export class OfAccounts<T extends Stored> {
  constructor(private readonly model: Model<Stored>) {}

  /** At most `limit` (1 … 10,000) documents. */
  async find(accounts: AccountSet, filter: Filter<T>, options: ListOptions): Promise<T[]> {
    return readMany(this.model, boundTo(accounts, filter), options);
  }

  /**
   * One page in an order over all of them. `of` is what the list is known by: an account that comes or goes between two pages brings its
   * documents, or takes them, and the cursor stays good.
   */
  async page(accounts: AccountSet, query: PageQuery<T> & { of: unknown }): Promise<Page<T>> {
    const filter = boundTo(accounts, query.filter);
    const whose = { together: accounts.home };
    return (await readListPage(this.model, { ...query, filter, whose })) as unknown as Page<T>;
  }
}

/** The accounts come first and cannot be named, widened or escaped by the caller. */
function boundTo({ ids }: AccountSet, filter: object): Record<string, unknown> {
  refuseTenantBreach(filter);
  return { accountId: { $in: ids }, ...filter };
}
