import type { Model } from 'mongoose';
import { Inserts } from '../changes/inserts.js';
import { Notes } from '../changes/notes.js';
import { Counters } from '../queries/counting.js';
import { Lookups } from '../queries/lookups.js';
import type { Stored } from '../schema/collection.js';

/** What callers do at the same time, and the database in one operation. */
export class Grouped<T extends Stored> {
  readonly inserts: Inserts;
  /** Apart: one that somebody waits for is not to stand behind a thousand. */
  readonly manyInserts: Inserts;
  readonly lookups: Lookups<T>;
  readonly counters: Counters;
  readonly notes: Notes<T>;

  constructor(model: Model<Stored>) {
    this.inserts = new Inserts(model);
    this.manyInserts = new Inserts(model);
    this.lookups = new Lookups(model);
    this.counters = new Counters(model);
    this.notes = new Notes(model);
  }
}
