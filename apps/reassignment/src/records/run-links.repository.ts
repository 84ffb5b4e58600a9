import { Injectable } from '@nestjs/common';
import { OWNER_FIELD, type Page, type PageRequest } from '@seatkeeper/contracts';
import { InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import { isOfOwner } from './owner-history.js';
import { type OwnerEntry, records, type StoredRecord } from './records.schema.js';

/** Without the hint the order of ids may win, and all records of the account be looked through. */
const BY_RUN = 'by-run';

const OF_OWNER = {
  $filter: { input: '$owners', cond: { $eq: [{ $ifNull: ['$$this.field', OWNER_FIELD] }, OWNER_FIELD] } },
};

/** A record whose last change of owner was a run's, and the way back. */
export interface LinkBack {
  id: string;
  type: string;
  from: string;
  to: string;
}

/** What a run has moved, as the chains of owners tell it. A record that changed hands since is none of its business any more. */
@Injectable()
export class RunLinksRepository {
  constructor(@InjectCollection(records) private readonly records: TenantCollection<StoredRecord>) {}

  /** How many records would go back, by type and receiver. */
  count(accountId: string, run: string): Promise<{ type: string; to: string; count: number }[]> {
    const stages = [
      { $match: { 'owners.run': run } },
      { $project: { type: 1, last: { $arrayElemAt: [OF_OWNER, -1] } } },
      { $match: { 'last.run': run } },
      { $group: { _id: { type: '$type', to: '$last.from' }, count: { $sum: 1 } } },
      { $sort: { '_id.type': 1 as const, '_id.to': 1 as const } },
      { $project: { _id: 0, type: '$_id.type', to: '$_id.to', count: 1 } },
    ];
    return this.records.aggregate(accountId, stages, { hint: BY_RUN });
  }

  /**
   * The next records that can go back, in the order of their ids, behind the one with the id `after`; and how far it
   * looked, which is undefined at the end.
   */
  async next(accountId: string, run: string, after: string | undefined, limit: number) {
    for (let last = after; ;) {
      const filter = { 'owners.run': run, ...(last !== undefined && { $and: [{ _id: { $gt: last } }] }) };
      const found = await this.records.find(accountId, filter, {
        limit,
        sort: { _id: 1 },
        projection: { _id: 1, type: 1, owners: 1 },
        hint: BY_RUN,
      });
      last = found.at(-1)?._id;
      const back = found.flatMap((record) => linkBack(record, run));
      if (back.length > 0 || last === undefined) return { back, last };
    }
  }

  /** What a run moved and its undo did not give back, each with the change of owner that came in between. */
  async leftAlone(
    accountId: string,
    run: string,
    undo: string,
    page: PageRequest,
  ): Promise<Page<{ record: StoredRecord; change: OwnerEntry }>> {
    const filter = { $and: [{ 'owners.run': run }, { 'owners.run': { $ne: undo } }] };
    const found = await this.records.page(accountId, { filter, sort: [], page, hint: BY_RUN });
    return { ...found, items: found.items.flatMap((record) => changedSince(record, run)) };
  }
}

function linkBack({ _id: id, type, owners }: StoredRecord, run: string): LinkBack[] {
  const last = owners.findLast(isOfOwner);
  if (last?.run !== run || last.from === null || last.to === null) return [];
  return [{ id, type, from: last.to, to: last.from }];
}

function changedSince(record: StoredRecord, run: string) {
  const ofOwner = record.owners.filter(isOfOwner);
  const change = ofOwner[ofOwner.findIndex((entry) => entry.run === run) + 1];
  return change ? [{ record, change }] : [];
}
