import { Injectable } from '@nestjs/common';
import { InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import { crash } from '@seatkeeper/service';
import { putAway } from './owner-history.js';
import { ownerHistory, type StoredOwnerChange } from './owner-history.schema.js';
import { LONG_CHAIN, records, type StoredRecord } from './records.schema.js';

@Injectable()
export class OwnerHistoryRepository {
  constructor(
    @InjectCollection(ownerHistory) private readonly older: TenantCollection<StoredOwnerChange>,
    @InjectCollection(records) private readonly records: TenantCollection<StoredRecord>,
  ) {}

  /** Changes that have been put away, from the n-th up to, not including, another. */
  async between(
    { _id, accountId }: StoredRecord,
    { from, to }: { from: number; to: number },
  ): Promise<StoredOwnerChange[]> {
    if (to <= from) return [];
    const filter = { record: _id, n: { $gte: from, $lt: to } };
    return this.older.find(accountId, filter, { sort: { n: 1 }, limit: to - from });
  }

  /** The first change of owner that has been put away, which says who was the first; other fields may have changed before. */
  async firstAway({ _id, accountId, archived = 0 }: StoredRecord): Promise<StoredOwnerChange | null> {
    if (archived === 0) return null;
    return this.older.findOne(accountId, { record: _id, field: { $exists: false } }, { sort: { n: 1 } });
  }

  /** Of all accounts, records whose chain has become too long. */
  long(limit: number): Promise<StoredRecord[]> {
    return this.records.acrossAccounts.find(LONG_CHAIN, { limit, hint: 'long-chains' });
  }

  /** Puts the older changes away; what changed meanwhile is left for another time. */
  async shorten(record: StoredRecord): Promise<void> {
    const { _id, accountId, version, archived = 0 } = record;
    const { older, kept } = putAway(record);
    await this.older.insertMissing(older);
    crash('reassignment.history.afterInsert');
    const owners = { owners: kept, archived: archived + older.length };
    await this.records.touch(accountId, { _id, version }, { $set: owners });
  }
}
