import { type Model, mongo } from 'mongoose';
import type { Stored } from '../schema/collection.js';
import { checkedDocument } from '../schema/document.js';
import { DuplicateKey, duplicateIndex, guarded } from '../connection/failures.js';
import { Together } from '../connection/together.js';

type Document = Record<string, unknown>;
/** What refused documents, by their position. */
type Failures = ReadonlyMap<number, mongo.WriteError>;

const MOST_AT_ONCE = 1_000;

/**
 * Stores new documents. Documents that come at the same time, or while others are being written, go into the
 * database together: one operation and one wait for the journal for all of them. Each caller hears of its own.
 */
export class Inserts {
  private readonly groups: Together<readonly Document[], Failures>;

  /** `lateMs`: how long who is alone waits for others. */
  constructor(
    private readonly model: Model<Stored>,
    lateMs = 0,
  ) {
    const weightOf = (documents: readonly Document[]) => documents.length;
    this.groups = new Together((_key, groups) => this.write(groups), {
      most: MOST_AT_ONCE,
      weightOf,
      lateMs,
    });
  }

  /** Answers how many of them were new, by their `_id`; rejects with DuplicateKey when another unique index refuses. */
  async missing(documents: readonly object[]): Promise<number> {
    if (documents.length === 0) return 0;
    const checked = await Promise.all(
      documents.map((document) => checkedDocument(this.model, { ...document, version: 1 })),
    );
    const failures = await this.groups.do('', checked);
    for (const failure of failures.values()) {
      const refused = refusalOf(failure);
      if (refused.index !== '_id_') throw refused;
    }
    return checked.length - failures.size;
  }

  /** Stores one that has been checked, as it is; rejects with DuplicateKey when any unique index refuses it. */
  async one(document: object): Promise<void> {
    const [failure] = (await this.groups.do('', [document as Document])).values();
    if (failure) throw refusalOf(failure);
  }

  private async write(groups: readonly (readonly Document[])[]): Promise<Failures[]> {
    const failures = await guarded(() => this.insert(groups.flat()));
    let begin = 0;
    return groups.map(({ length }) => {
      const [first, end] = [begin, begin + length];
      begin = end;
      const mine = failures.filter(({ index }) => index >= first && index < end);
      return new Map(mine.map((failure) => [failure.index - first, failure]));
    });
  }

  private async insert(documents: readonly Document[]): Promise<mongo.WriteError[]> {
    try {
      await this.model.collection.insertMany([...documents], { ordered: false });
      return [];
    } catch (error) {
      if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
      const failures = [error.writeErrors].flat();
      if (failures.length === 0) throw error;
      return failures;
    }
  }
}

function refusalOf(failure: mongo.WriteError): DuplicateKey {
  const index = duplicateIndex(failure);
  if (index === null) throw new Error(failure.errmsg, { cause: failure });
  return new DuplicateKey(index, { cause: failure });
}
