import { Injectable } from '@nestjs/common';
import type { Page, PageRequest, RecordFilter } from '@seatkeeper/contracts';
import { InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import { type Field, holderOf, markOf } from './fields.js';
import { RecordTypesRepository } from './record-types.repository.js';
import { ownedBy } from './records.filters.js';
import { type OwnerEntry, records, type StoredRecord } from './records.schema.js';

/** Records as a preview has seen them: nothing wrote them from `before` on, but for a run, by its marks. */
export interface AsSeen {
  before: Date;
  marks: readonly string[];
}

/** The records in which a field names somebody that a run has not moved yet, behind the record with the id `after`. */
export interface NextRecords {
  from: string;
  field: Field;
  filter: RecordFilter | undefined;
  /** Only these, where the run is bound to a preview. */
  seen?: AsSeen | undefined;
  run: string;
  after: string | undefined;
  limit: number;
}

export interface OwnerMove {
  field?: Field;
  from: string;
  to: string;
  ids: readonly string[];
}

/** What every link of a run's chains has in common. */
export type MoveBy = Omit<OwnerEntry, 'field' | 'from' | 'to'> & { run: string };

/** How many records name somebody in one field, by type. */
export interface FieldCounts {
  field: Field;
  counts: ReadonlyMap<string, number>;
}

interface Span {
  before: Date;
  until: Date | undefined;
}

type Meant = ReturnType<typeof ownedBy> & { $and?: ReturnType<typeof isSeen>[] };

interface TypeRow {
  _id: { type: string; changed: boolean | null };
  count: number;
}

const countsOf = (rows: readonly TypeRow[]): Map<string, number> =>
  new Map(rows.map(({ _id: { type }, count }) => [type, count]));

/** A record that a run has moved in one field was written by it, and still moves in the next. */
const isSeen = ({ before, marks }: AsSeen) => ({
  $or: [{ updatedAt: { $lt: before } }, { 'owners.run': { $in: [...marks] } }],
});

/** Or the order of ids may win, and all records of the account be looked through. */
const hintOf = (field: Field) => (field === undefined ? {} : { hint: 'by-holder' });

/** The door through which runs reach records: moves them from owner to owner. What has moved is read off the records, never assumed. */
@Injectable()
export class OwnershipRepository {
  constructor(
    @InjectCollection(records) private readonly records: TenantCollection<StoredRecord>,
    private readonly types: RecordTypesRepository,
  ) {}

  /** The fields behind one, in the order in which a run goes through them: the owner first. */
  async fieldsBehind(accountId: string, field: Field): Promise<string[]> {
    const keys = await this.types.keys(accountId);
    return keys.filter((key) => field === undefined || key > field);
  }

  /** How many records a filter means of those that name somebody, field by field; with `seen` only of these. */
  async countAll(
    accountId: string,
    from: string,
    filter?: RecordFilter,
    seen?: AsSeen,
  ): Promise<FieldCounts[]> {
    const fields = await this.allFields(accountId);
    return Promise.all(
      fields.map(async (field) => {
        const meant = { ...ownedBy(accountId, from, filter, field), ...(seen && { $and: [isSeen(seen)] }) };
        return { field, counts: countsOf(await this.group(accountId, meant, field, null)) };
      }),
    );
  }

  /** The same in one reading, those that something wrote from a moment on apart from those that nothing did. */
  async countApart(
    accountId: string,
    from: string,
    filter: RecordFilter | undefined,
    before: Date,
  ): Promise<{ seen: FieldCounts[]; changed: FieldCounts[] }> {
    const fields = await this.allFields(accountId);
    const all = await Promise.all(
      fields.map(async (field) => {
        const meant = ownedBy(accountId, from, filter, field);
        const rows = await this.group(accountId, meant, field, { $gte: ['$updatedAt', before] });
        const part = (changed: boolean) => countsOf(rows.filter(({ _id }) => _id.changed === changed));
        return { field, seen: part(false), changed: part(true) };
      }),
    );
    return {
      seen: all.map(({ field, seen }) => ({ field, counts: seen })),
      changed: all.map(({ field, changed }) => ({ field, counts: changed })),
    };
  }

  /** A page of those that something wrote from `before` on, and that were there at `until`, if that is over. */
  pageChanged(
    accountId: string,
    { from, field, filter, before, until }: Omit<NextRecords, 'seen' | 'run' | 'after' | 'limit'> & Span,
    page: PageRequest,
  ): Promise<Page<StoredRecord>> {
    const changed = {
      ...ownedBy(accountId, from, filter, field),
      updatedAt: { $gte: before },
      ...(until && { createdAt: { $lte: until } }),
    };
    return this.records.page(accountId, {
      filter: changed,
      sort: [],
      page,
      projection: { owners: 0, terms: 0 },
      hint: field === undefined ? 'by-owner' : 'by-holder',
    });
  }

  private group(accountId: string, meant: Meant, field: Field, changed: object | null) {
    const _id = { type: '$type', changed };
    return this.records.aggregate<TypeRow>(
      accountId,
      [{ $match: meant }, { $group: { _id, count: { $sum: 1 } } }],
      hintOf(field),
    );
  }

  private async allFields(accountId: string): Promise<Field[]> {
    return [undefined, ...(await this.fieldsBehind(accountId, undefined))];
  }

  /** In the order of their ids. */
  async next(accountId: string, { from, field, filter, seen, run, after, limit }: NextRecords) {
    const besides = [
      ...(after === undefined ? [] : [{ _id: { $gt: after } }]),
      ...(seen ? [isSeen(seen)] : []),
    ];
    const unmoved = {
      ...ownedBy(accountId, from, filter, field),
      'owners.run': { $ne: markOf(run, field) },
      ...(besides.length > 0 && { $and: besides }),
    };
    const found = await this.records.find(accountId, unmoved, {
      limit,
      sort: { _id: 1 },
      projection: { _id: 1, type: 1 },
      ...hintOf(field),
    });
    return found.map(({ _id, type }) => ({ id: _id, type }));
  }

  /**
   * Moves those that are still the old owner's, or whose field still names them, and that the run did not move before, so it is
   * safe to repeat. With `seen` only what nothing else has written either, since they were looked for.
   * Answers how many it moved: if that is all, they have moved now; if not, some may have moved before.
   */
  async move(accountId: string, moves: readonly OwnerMove[], by: MoveBy, seen?: AsSeen): Promise<number> {
    const { matched } = await this.records.bulkWrite(
      accountId,
      moves.map((move) => {
        const { filter, update } =
          move.field === undefined ? ofOwner(move, by) : ofField(move.field, move, by);
        return { updateMany: { filter: { ...filter, ...(seen && { $and: [isSeen(seen)] }) }, update } };
      }),
    );
    return matched;
  }

  /** Which of the records a run has moved in a field, by type and target, whoever is named there by now. */
  moved(accountId: string, run: string, ids: readonly string[], field: Field) {
    const mark = markOf(run, field);
    return this.records.aggregate<{ type: string; to: string; count: number }>(accountId, [
      { $match: { _id: { $in: ids } } },
      { $unwind: '$owners' },
      { $match: { 'owners.run': mark } },
      { $group: { _id: { type: '$type', to: '$owners.to' }, count: { $sum: 1 } } },
      { $project: { _id: 0, type: '$_id.type', to: '$_id.to', count: 1 } },
    ]);
  }
}

const ofOwner = ({ from, to, ids }: OwnerMove, by: MoveBy) => ({
  filter: { _id: { $in: ids }, ownerId: from, 'owners.run': { $ne: by.run } },
  update: {
    $set: { ownerId: to, updatedAt: by.at },
    // A run moves a record once at most, so its id is a key within it.
    $push: { owners: { ...by, from, to }, unlisted: { ...by, from, to, key: by.run } },
    $inc: { version: 1 },
  },
});

/** `holders.$` is the one that the filter has found. */
function ofField(field: string, { from, to, ids }: OwnerMove, by: MoveBy) {
  const run = markOf(by.run, field);
  return {
    filter: { _id: { $in: ids }, holders: holderOf(field, from), 'owners.run': { $ne: run } },
    update: {
      $set: { 'holders.$': holderOf(field, to), updatedAt: by.at },
      $push: { owners: { ...by, run, field, from, to } },
      $inc: { version: 1 },
    },
  };
}
