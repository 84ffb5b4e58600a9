import { Injectable } from '@nestjs/common';
import type { AuditFilter, Page, PageRequest } from '@seatkeeper/contracts';
import { type Filter, InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import type { z } from 'zod';
import { audit, type StoredEntry } from './audit.schema.js';

@Injectable()
export class AuditRepository {
  constructor(@InjectCollection(audit) private readonly entries: TenantCollection<StoredEntry>) {}

  /** The same event, however often it comes, is one entry. */
  async add(entry: Omit<StoredEntry, 'version'>): Promise<void> {
    await this.entries.insertMissing([entry]);
  }

  list(
    accountId: string,
    filter: z.output<typeof AuditFilter>,
    page: PageRequest,
  ): Promise<Page<StoredEntry>> {
    return this.newestFirst(accountId, storedFilter(filter), page);
  }

  history(accountId: string, userId: string, page: PageRequest): Promise<Page<StoredEntry>> {
    return this.newestFirst(accountId, { users: userId }, page);
  }

  private newestFirst(
    accountId: string,
    filter: Filter<StoredEntry>,
    page: PageRequest,
  ): Promise<Page<StoredEntry>> {
    return this.entries.page(accountId, { filter, sort: [['at', -1]], page });
  }
}

/** `from` counts in, `to` does not, so that days can be put side by side. */
function storedFilter({
  actor,
  target,
  action,
  from,
  to,
}: z.output<typeof AuditFilter>): Filter<StoredEntry> {
  return {
    ...(actor !== undefined && { 'actor.id': actor }),
    ...(target !== undefined && { 'target.id': target }),
    ...(action !== undefined && { action }),
    ...((from !== undefined || to !== undefined) && {
      at: { ...(from && { $gte: new Date(from) }), ...(to && { $lt: new Date(to) }) },
    }),
  };
}
