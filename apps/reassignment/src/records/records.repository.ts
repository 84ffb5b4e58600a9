import { Injectable } from '@nestjs/common';
import type { Actor, Page, PageRequest, RecordCount } from '@seatkeeper/contracts';
import { DuplicateKey, type Filter, InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import { crash } from '@seatkeeper/service';
import { recordId } from './record-ids.js';
import { ownedBy } from './records.filters.js';
import { changeTo, newRecord, type WantedRecord } from './records.js';
import { records, type StoredRecord } from './records.schema.js';

/** Throws what is to be said to whoever wants the record so, as it is by now or, null, when it is new. */
type Refuse = (record: StoredRecord | null) => void;

@Injectable()
export class RecordsRepository {
  constructor(@InjectCollection(records) private readonly records: TenantCollection<StoredRecord>) {}

  find(accountId: string, type: string, externalId: string): Promise<StoredRecord | null> {
    return this.records.findById(accountId, recordId(accountId, type, externalId));
  }

  page(accountId: string, filter: Filter<StoredRecord>, page: PageRequest): Promise<Page<StoredRecord>> {
    return this.records.page(accountId, { filter, sort: [], page, projection: { owners: 0, terms: 0 } });
  }

  /** How many records of an owner are open and closed, by type, the most first. */
  counts(accountId: string, ownerId: string): Promise<RecordCount[]> {
    return this.records.aggregate<RecordCount>(accountId, [
      { $match: ownedBy(accountId, ownerId) },
      {
        $group: {
          _id: '$type',
          open: { $sum: { $cond: ['$closed', 0, 1] } },
          closed: { $sum: { $cond: ['$closed', 1, 0] } },
        },
      },
      { $addFields: { all: { $add: ['$open', '$closed'] } } },
      { $sort: { all: -1, _id: 1 } },
      { $project: { _id: 0, type: '$_id', open: 1, closed: 1 } },
    ]);
  }

  /** Makes the record what is wanted, unless `refuse` throws; of two callers who register it at once, one creates it. */
  async put(accountId: string, wanted: WantedRecord, by: Actor, now: Date, refuse: Refuse = () => undefined) {
    const known = await this.change(accountId, wanted, by, now, refuse);
    if (known) return { record: known, created: false };
    refuse(null);
    try {
      const record = await this.records.insert(newRecord(accountId, wanted, now, by));
      crash('reassignment.record.afterInsert');
      return { record, created: true };
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
    }
    const rival = await this.change(accountId, wanted, by, now, refuse);
    if (!rival) throw new Error('A record that exists cannot be found.');
    return { record: rival, created: false };
  }

  private change(
    accountId: string,
    wanted: WantedRecord,
    by: Actor,
    now: Date,
    refuse: Refuse,
  ): Promise<StoredRecord | null> {
    const id = recordId(accountId, wanted.type, wanted.externalId);
    return this.records.decide(accountId, id, (record) => {
      refuse(record);
      const update = changeTo(record, wanted, by, now);
      return update && { update };
    });
  }
}
