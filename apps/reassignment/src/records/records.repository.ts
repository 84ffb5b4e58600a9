import { Injectable } from '@nestjs/common';
import type { Actor, Page, PageRequest, RecordCount } from '@seatkeeper/contracts';
import { DuplicateKey, type Filter, InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import { crash } from '@seatkeeper/service';
import { recordId } from './record-ids.js';
import { holderOf } from './fields.js';
import { ofTypeWith, ownedBy } from './records.filters.js';
import { changeTo, newRecord, type WantedRecord } from './records.js';
import { records, type StoredRecord } from './records.schema.js';

const OPEN_AND_CLOSED = {
  open: { $sum: { $cond: ['$closed', 0, 1] } },
  closed: { $sum: { $cond: ['$closed', 1, 0] } },
};
const FIELD_OF_HOLDER = { $arrayElemAt: [{ $split: ['$holders', '='] }, 0] };
const COUNTED = { $project: { _id: 0, type: '$_id.type', field: '$_id.field', open: 1, closed: 1 } } as const;

const all = ({ open, closed }: RecordCount) => open + closed;
const nameOf = ({ type, field = '' }: RecordCount) => `${type} ${field}`;
const mostFirst = (one: RecordCount, other: RecordCount): number =>
  all(other) - all(one) || (nameOf(one) < nameOf(other) ? -1 : 1);

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

  /** In how many records somebody is named, open and closed, by type and field, the most first: as owner, and in `keys`. */
  async counts(accountId: string, user: string, keys: readonly string[]): Promise<RecordCount[]> {
    const holders = keys.map((key) => holderOf(key, user));
    const [owned, named] = await Promise.all([
      this.records.aggregate<RecordCount>(accountId, [
        { $match: ownedBy(accountId, user) },
        { $group: { _id: { type: '$type' }, ...OPEN_AND_CLOSED } },
        COUNTED,
      ]),
      holders.length === 0
        ? []
        : this.records.aggregate<RecordCount>(accountId, [
            { $match: { holders: { $in: holders } } },
            { $unwind: '$holders' },
            { $match: { holders: { $in: holders } } },
            { $group: { _id: { type: '$type', field: FIELD_OF_HOLDER }, ...OPEN_AND_CLOSED } },
            COUNTED,
          ]),
    ]);
    return [...owned, ...named].sort(mostFirst);
  }

  /** How many records there are of a type, or how many of these name somebody in a field; counts no further than `most`. */
  countOfType(accountId: string, type: string, key: string | undefined, most: number): Promise<number> {
    return this.records.count(accountId, ofTypeWith(accountId, type, key), most);
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
