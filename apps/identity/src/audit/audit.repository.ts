import { Injectable } from '@nestjs/common';
import type { AuditFilter, Page, PageRequest } from '@seatkeeper/contracts';
import { amongNewest, type Filter, InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import { derivedId } from '@seatkeeper/service';
import type { z } from 'zod';
import { audit, type StoredEntry } from './audit.schema.js';
import type { CountingEntry } from './tallies.js';

/** More than twenty copies of a service count into one window. */
const PARTS_KEPT = 400;

@Injectable()
export class AuditRepository {
  constructor(@InjectCollection(audit) private readonly entries: TenantCollection<StoredEntry>) {}

  /** The same event, however often it comes, is one entry. */
  add(entry: Omit<StoredEntry, 'version'>): Promise<void> {
    return this.entries.writeDown([entry]);
  }

  /**
   * Counts into the entry of a window, which the first to be counted makes. The same part, however often it comes, counts
   * once. What comes so late that the entry is closed is an entry of its own.
   */
  async count(entry: CountingEntry, part: string): Promise<void> {
    const { _id, accountId, detail } = entry;
    const countIn = () =>
      this.entries.touch(
        accountId,
        { _id, parts: { $nin: [part] }, closed: null },
        {
          $inc: { 'detail.count': detail.count },
          $min: { 'detail.firstAt': detail.firstAt },
          $max: { 'detail.lastAt': detail.lastAt },
          $set: { 'detail.lastAddress': detail.lastAddress, 'detail.client': detail.client },
          $push: { parts: amongNewest(PARTS_KEPT, part) },
        },
      );
    if (await countIn()) return;
    const own = { ...entry, detail: { ...detail }, parts: [part] };
    if ((await this.entries.insertMissing([own])) === 1) return;
    // It was there by then; or the part was in it; or it is closed.
    if (await countIn()) return;
    const missed = await this.entries.findOne(accountId, { _id, parts: { $nin: [part] }, closed: true });
    if (missed) await this.entries.insertMissing([{ ...own, _id: derivedId('aud', _id, part) }]);
  }

  list(
    accountId: string,
    filter: z.output<typeof AuditFilter>,
    page: PageRequest,
    options: { uncounted?: true } = {},
  ): Promise<Page<StoredEntry>> {
    return this.newestFirst(accountId, storedFilter(filter), page, options);
  }

  /** Users of whom something was done within a time, the newest first, one as often as it was; `from` counts in. */
  async usersOf(
    accountId: string,
    action: string,
    { from, to }: { from: Date; to: Date },
    limit: number,
  ): Promise<string[]> {
    const filter: Filter<StoredEntry> = { action, at: { $gte: from, $lt: to } };
    const options = { limit, sort: { at: -1 as const }, projection: { target: 1 as const } };
    const found = await this.entries.find(accountId, filter, options);
    return found.map(({ target }) => target.id);
  }

  history(accountId: string, userId: string, page: PageRequest): Promise<Page<StoredEntry>> {
    return this.newestFirst(accountId, { users: userId }, page);
  }

  private newestFirst(
    accountId: string,
    filter: Filter<StoredEntry>,
    page: PageRequest,
    options: { uncounted?: true } = {},
  ): Promise<Page<StoredEntry>> {
    return this.entries.page(accountId, { filter, sort: [['at', -1]], page, ...options });
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
