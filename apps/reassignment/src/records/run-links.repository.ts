import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@seatkeeper/contracts';
import { InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import { type Field, markOf } from './fields.js';
import { type OwnerEntry, records, type StoredRecord } from './records.schema.js';

/** Without the hint the order of ids may win, and all records of the account be looked through. */
const BY_RUN = 'by-run';

interface LinkCount {
  type: string;
  field?: string;
  to: string;
  count: number;
}

/** A record whose last change, of its owner or of a field, was a run's, and the way back. */
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

  /** How many moves would be taken back, by type, field and receiver. */
  async count(accountId: string, run: string, fields: readonly Field[]): Promise<LinkCount[]> {
    const counts = await Promise.all(
      fields.map(async (field) => {
        const rows = await this.countIn(accountId, run, field);
        return rows.map((row) => ({ ...row, ...(field !== undefined && { field }) }));
      }),
    );
    return counts.flat();
  }

  private countIn(accountId: string, run: string, field: Field): Promise<Omit<LinkCount, 'field'>[]> {
    const mark = markOf(run, field);
    const ofField = {
      $filter: { input: '$owners', cond: { $eq: [{ $ifNull: ['$$this.field', null] }, field ?? null] } },
    };
    const stages = [
      { $match: { 'owners.run': mark } },
      { $project: { type: 1, last: { $arrayElemAt: [ofField, -1] } } },
      { $match: { 'last.run': mark } },
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
  async next(accountId: string, run: string, field: Field, after: string | undefined, limit: number) {
    const mark = markOf(run, field);
    for (let last = after; ;) {
      const filter = { 'owners.run': mark, ...(last !== undefined && { $and: [{ _id: { $gt: last } }] }) };
      const found = await this.records.find(accountId, filter, {
        limit,
        sort: { _id: 1 },
        projection: { _id: 1, type: 1, owners: 1 },
        hint: BY_RUN,
      });
      last = found.at(-1)?._id;
      const back = found.flatMap((record) => linkBack(record, mark, field));
      if (back.length > 0 || last === undefined) return { back, last };
    }
  }

  /** What a run moved and its undo did not give back, each with the change that came in between. */
  async leftAlone(
    accountId: string,
    run: string,
    undo: string,
    fields: readonly Field[],
    page: PageRequest,
  ): Promise<Page<{ record: StoredRecord; change: OwnerEntry }>> {
    const left = fields.map((field) => ({
      $and: [{ 'owners.run': markOf(run, field) }, { 'owners.run': { $ne: markOf(undo, field) } }],
    }));
    const filter = { 'owners.run': { $in: fields.map((field) => markOf(run, field)) }, $or: left };
    const found = await this.records.page(accountId, { filter, sort: [], page, hint: BY_RUN });
    const changes = (record: StoredRecord) =>
      fields.flatMap((field) => changedSince(record, run, undo, field));
    return { ...found, items: found.items.flatMap(changes) };
  }
}

const linksOf = ({ owners }: StoredRecord, field: Field) => owners.filter((link) => link.field === field);

function linkBack(record: StoredRecord, mark: string, field: Field): LinkBack[] {
  const last = linksOf(record, field).at(-1);
  if (last?.run !== mark || last.from === null || last.to === null) return [];
  return [{ id: record._id, type: record.type, from: last.to, to: last.from }];
}

function changedSince(record: StoredRecord, run: string, undo: string, field: Field) {
  const links = linksOf(record, field);
  const moved = links.findIndex((entry) => entry.run === markOf(run, field));
  if (moved === -1 || links.some((entry) => entry.run === markOf(undo, field))) return [];
  const change = links[moved + 1];
  return change ? [{ record, change }] : [];
}
