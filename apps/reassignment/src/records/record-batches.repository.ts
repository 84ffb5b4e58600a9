import { Injectable } from '@nestjs/common';
import { type Actor, Fault, type FieldError, type RowResult } from '@seatkeeper/contracts';
import { type BulkOperation, type Change, InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import type { Departed } from './owners.js';
import { latestLines } from './record-batches.js';
import { changeTo, isOlder, movesOf, newRecord, refusalsOf, type WantedRecord } from './records.js';
import { type ImportMark, records, type StoredRecord } from './records.schema.js';

/** What became of a line, or what is wrong with it: it would give a record to somebody who has left, or moves one that it may not. */
export type PutResult = Exclude<RowResult, 'failed'> | FieldError[];

/** A record as a line wants it, and whom it names who has left. */
export type BatchLine = WantedRecord & { line: number; departed: readonly Departed[] };

/** One batch of lines: whose they are, and the mark their writes leave. */
export interface Batch {
  import: string;
  number: number;
  by: Actor;
  mayMove: boolean;
  now: Date;
}

const ROUNDS = 20;

/** Registers the records of a batch of lines in a few round trips. */
@Injectable()
export class RecordBatchesRepository {
  constructor(@InjectCollection(records) private readonly records: TenantCollection<StoredRecord>) {}

  /**
   * Makes each record what its latest line wants. Every write leaves the mark of the batch: one that comes again,
   * also after a crash half-way, finds its own writes, leaves them as they are and answers as before.
   */
  async put(
    accountId: string,
    batch: Batch,
    lines: readonly BatchLine[],
  ): Promise<ReadonlyMap<BatchLine, PutResult>> {
    const { latest, overtaken } = latestLines(accountId, lines);
    for (let round = 0; round < ROUNDS; round += 1) {
      const { missing, changes, results } = await this.decide(accountId, batch, latest);
      const inserted = await this.records.insertMissing(missing);
      const { matched } = await this.records.bulkWrite(accountId, changes);
      // What somebody else created or changed in between is looked at again.
      if (inserted === missing.length && matched === changes.length) {
        for (const line of overtaken) results.set(line, 'overtaken');
        return results;
      }
    }
    throw new Fault('service-unavailable', 'Others keep changing the same records; send the lines again.');
  }

  private async decide(accountId: string, batch: Batch, wanted: ReadonlyMap<string, BatchLine>) {
    const follows = [...wanted.values()].some((line) => line.follows?.length);
    const known = await this.find(accountId, [...wanted.keys()], follows);
    const missing: Omit<StoredRecord, 'version'>[] = [];
    const changes: BulkOperation<StoredRecord>[] = [];
    const results = new Map<BatchLine, PutResult>();
    for (const [id, line] of wanted) {
      const record = known.get(id);
      const imported: ImportMark = { id: batch.import, batch: batch.number, created: !record };
      const errors = refusalsOf(record ?? null, line, line.departed);
      if (!batch.mayMove) errors.push(...movesOf(record ?? null, line));
      const done = record?.imported;
      if (done?.id === batch.import && done.batch === batch.number) {
        results.set(line, done.created ? 'created' : 'updated');
      } else if (errors.length > 0) {
        results.set(line, errors);
      } else if (!record) {
        missing.push({ ...newRecord(accountId, line, batch.now, batch.by), imported });
        results.set(line, 'created');
      } else {
        const change = changeTo(record, line, batch.by, batch.now);
        if (change) changes.push(changeOf(record, change, imported));
        results.set(line, change ? 'updated' : isOlder(line, record) ? 'overtaken' : 'unchanged');
      }
    }
    return { missing, changes, results };
  }

  /** With their chains where it has to be known what was handed on before. */
  private async find(accountId: string, ids: readonly string[], withChains: boolean) {
    if (ids.length === 0) return new Map<string, StoredRecord>();
    const found = await this.records.find(
      accountId,
      { _id: { $in: ids } },
      { limit: ids.length, projection: withChains ? { terms: 0 } : { owners: 0, terms: 0 } },
    );
    return new Map(found.map((record) => [record._id, record]));
  }
}

const changeOf = (
  { _id, version }: StoredRecord,
  { set, unset, push }: Change<StoredRecord>,
  imported: ImportMark,
): BulkOperation<StoredRecord> => ({
  updateOne: {
    filter: { _id, version },
    update: {
      $set: { ...set, imported },
      ...(unset && { $unset: Object.fromEntries(unset.map((path) => [path, 1])) }),
      ...(push && { $push: push }),
      $inc: { version: 1 },
    },
  },
});
