import { type Model, mongo } from 'mongoose';
import type { Stored } from '../schema/collection.js';
import { checkedDocument } from '../schema/document.js';
import { DuplicateKey, duplicateIndex, translated } from '../connection/failures.js';
import { bounded } from '../connection/operations.js';

type Document = Record<string, unknown>;

interface Waiting {
  readonly documents: readonly Document[];
  /** The failure of each document, by its position, where there was one. */
  readonly done: (failures: ReadonlyMap<number, mongo.WriteError>) => void;
  readonly failed: (error: unknown) => void;
}

const MOST_AT_ONCE = 1_000;

/**
 * Stores what is not there yet. Documents that come at the same time, or while others are being written, go into the
 * database together: one operation and one wait for the journal for all of them. Each caller hears of its own.
 */
export class Inserts {
  private waiting: Waiting[] = [];
  private writing = false;

  constructor(private readonly model: Model<Stored>) {}

  /** Answers how many of them were new, by their `_id`; rejects with DuplicateKey when another unique index refuses. */
  async missing(documents: readonly object[]): Promise<number> {
    if (documents.length === 0) return 0;
    const checked = await Promise.all(
      documents.map((document) => checkedDocument(this.model, { ...document, version: 1 })),
    );
    const failures = await new Promise<ReadonlyMap<number, mongo.WriteError>>((done, failed) => {
      this.waiting.push({ documents: checked, done, failed });
      this.start();
    });
    for (const failure of failures.values()) {
      const index = duplicateIndex(failure);
      if (index === null) throw new Error(failure.errmsg, { cause: failure });
      if (index !== '_id_') throw new DuplicateKey(index, { cause: failure });
    }
    return checked.length - failures.size;
  }

  private start(): void {
    if (this.writing || this.waiting.length === 0) return;
    this.writing = true;
    // What came in with the same packet is handled before this.
    setImmediate(() => {
      void this.write(this.takeGroup()).finally(() => {
        this.writing = false;
        this.start();
      });
    });
  }

  private takeGroup(): Waiting[] {
    let count = 0;
    const end = this.waiting.findIndex(({ documents }) => (count += documents.length) > MOST_AT_ONCE);
    return this.waiting.splice(0, end < 0 ? this.waiting.length : Math.max(end, 1));
  }

  private async write(group: readonly Waiting[]): Promise<void> {
    try {
      const failures = await this.insert(group.flatMap(({ documents }) => documents));
      let begin = 0;
      for (const { documents, done } of group) {
        const [first, end] = [begin, begin + documents.length];
        const mine = failures.filter(({ index }) => index >= first && index < end);
        done(new Map(mine.map((failure) => [failure.index - first, failure])));
        begin = end;
      }
    } catch (error) {
      for (const { failed } of group) failed(translated(error));
    }
  }

  private async insert(documents: readonly Document[]): Promise<mongo.WriteError[]> {
    try {
      await bounded(() => this.model.collection.insertMany([...documents], { ordered: false }));
      return [];
    } catch (error) {
      if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
      const failures = [error.writeErrors].flat();
      if (failures.length === 0) throw error;
      return failures;
    }
  }
}
