import { Injectable } from '@nestjs/common';
import type { RecordFilter } from '@seatkeeper/contracts';
import { InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import { ownedBy } from './records.filters.js';
import { type OwnerEntry, records, type StoredRecord } from './records.schema.js';

/** The records of an owner that a run has not moved yet, behind the record with the id `after`. */
export interface NextRecords {
  from: string;
  filter: RecordFilter | undefined;
  run: string;
  after: string | undefined;
  limit: number;
}

export interface OwnerMove {
  from: string;
  to: string;
  ids: readonly string[];
}

/** What every link of a run's chains has in common. */
export type MoveBy = Omit<OwnerEntry, 'from' | 'to'> & { run: string };

/** The door through which runs reach records: moves them from owner to owner. What has moved is read off the records, never assumed. */
@Injectable()
export class OwnershipRepository {
  constructor(@InjectCollection(records) private readonly records: TenantCollection<StoredRecord>) {}

  /** How many records of an owner a filter means, by type. */
  async count(accountId: string, from: string, filter?: RecordFilter): Promise<Map<string, number>> {
    const rows = await this.records.aggregate<{ _id: string; count: number }>(accountId, [
      { $match: ownedBy(accountId, from, filter) },
      { $group: { _id: '$type', count: { $sum: 1 } } },
    ]);
    return new Map(rows.map(({ _id, count }) => [_id, count]));
  }

  /** In the order of their ids. */
  async next(accountId: string, { from, filter, run, after, limit }: NextRecords) {
    const behind = after === undefined ? {} : { $and: [{ _id: { $gt: after } }] };
    const unmoved = { ...ownedBy(accountId, from, filter), 'owners.run': { $ne: run }, ...behind };
    const found = await this.records.find(accountId, unmoved, {
      limit,
      sort: { _id: 1 },
      projection: { _id: 1, type: 1 },
    });
    return found.map(({ _id, type }) => ({ id: _id, type }));
  }

  /**
   * Moves those that are still the old owner's and that the run did not move before, so it is safe to repeat.
   * Answers how many it moved: if that is all, they have moved now; if not, some may have moved before.
   */
  async move(accountId: string, moves: readonly OwnerMove[], by: MoveBy): Promise<number> {
    const { run, at } = by;
    const { matched } = await this.records.bulkWrite(
      accountId,
      moves.map(({ from, to, ids }) => ({
        updateMany: {
          filter: { _id: { $in: ids }, ownerId: from, 'owners.run': { $ne: run } },
          update: {
            $set: { ownerId: to, updatedAt: at },
            // A run moves a record once at most, so its id is a key within it.
            $push: { owners: { ...by, from, to }, unlisted: { ...by, from, to, key: run } },
            $inc: { version: 1 },
          },
        },
      })),
    );
    return matched;
  }

  /** Which of the records a run has moved, by type and target, whoever owns them by now. */
  moved(accountId: string, run: string, ids: readonly string[]) {
    return this.records.aggregate<{ type: string; to: string; count: number }>(accountId, [
      { $match: { _id: { $in: ids } } },
      { $unwind: '$owners' },
      { $match: { 'owners.run': run } },
      { $group: { _id: { type: '$type', to: '$owners.to' }, count: { $sum: 1 } } },
      { $project: { _id: 0, type: '$_id.type', to: '$_id.to', count: 1 } },
    ]);
  }
}
