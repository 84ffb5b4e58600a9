import { Injectable } from '@nestjs/common';
import { type Actor, Fault } from '@seatkeeper/contracts';
import { type BulkOperation, type Change, InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import type { OwnerName } from './owners.js';
import { recordId } from './record-ids.js';
import { changeTo, comesToOwner, newRecord, type WantedRecord } from './records.js';
import { type ImportMark, records, type StoredRecord } from './records.schema.js';

export interface BatchOutcome {
  created: number;
  updated: number;
  /** Lines that would give a record to somebody who has left. */
  refused: BatchLine[];
}

/** A record as a line wants it, with how the line names the owner, and whether that one has left. */
export type BatchLine = WantedRecord & { line: number; name: OwnerName; hasLeft: boolean };

/** One batch of lines: whose they are, and the mark their writes leave. */
export interface Batch {
  import: string;
  number: number;
  by: Actor;
  now: Date;
}

const ROUNDS = 20;

/** Registers the records of a batch of lines in a few round trips. */
@Injectable()
export class RecordBatchesRepository {
  constructor(@InjectCollection(records) private readonly records: TenantCollection<StoredRecord>) {}

  /**
   * Makes each record what its last line wants. Every write leaves the mark of the batch: one that comes again,
   * also after a crash half-way, finds its own writes, leaves them as they are and counts them as before.
   */
  async put(accountId: string, batch: Batch, lines: readonly BatchLine[]): Promise<BatchOutcome> {
    const wanted = new Map(lines.map((line) => [recordId(accountId, line.type, line.externalId), line]));
    for (let round = 0; round < ROUNDS; round += 1) {
      const { missing, changes, outcome } = await this.decide(accountId, batch, wanted);
      const inserted = await this.records.insertMissing(missing);
      const { matched } = await this.records.bulkWrite(accountId, changes);
      // What somebody else created or changed in between is looked at again.
      if (inserted === missing.length && matched === changes.length) return outcome;
    }
    throw new Fault('service-unavailable', 'Others keep changing the same records; send the lines again.');
  }

  private async decide(accountId: string, batch: Batch, wanted: ReadonlyMap<string, BatchLine>) {
    const known = await this.find(accountId, [...wanted.keys()]);
    const missing: Omit<StoredRecord, 'version'>[] = [];
    const changes: BulkOperation<StoredRecord>[] = [];
    const outcome: BatchOutcome = { created: 0, updated: 0, refused: [] };
    for (const [id, line] of wanted) {
      const record = known.get(id);
      const imported: ImportMark = { id: batch.import, batch: batch.number, created: !record };
      const done = record?.imported;
      if (done?.id === batch.import && done.batch === batch.number) {
        outcome[done.created ? 'created' : 'updated'] += 1;
      } else if (line.hasLeft && comesToOwner(record ?? null, line)) {
        outcome.refused.push(line);
      } else if (!record) {
        missing.push({ ...newRecord(accountId, line, batch.now, batch.by), imported });
        outcome.created += 1;
      } else {
        const change = changeTo(record, line, batch.by, batch.now);
        if (!change) continue;
        changes.push(changeOf(record, change, imported));
        outcome.updated += 1;
      }
    }
    return { missing, changes, outcome };
  }

  private async find(accountId: string, ids: readonly string[]): Promise<Map<string, StoredRecord>> {
    if (ids.length === 0) return new Map();
    const found = await this.records.find(
      accountId,
      { _id: { $in: ids } },
      { limit: ids.length, projection: { owners: 0, terms: 0 } },
    );
    return new Map(found.map((record) => [record._id, record]));
  }
}

const changeOf = (
  { _id, version }: StoredRecord,
  { set, push }: Change<StoredRecord>,
  imported: ImportMark,
): BulkOperation<StoredRecord> => ({
  updateOne: {
    filter: { _id, version },
    update: { $set: { ...set, imported }, ...(push && { $push: push }), $inc: { version: 1 } },
  },
});
