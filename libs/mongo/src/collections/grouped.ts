import type { Model } from 'mongoose';
import { Inserts } from '../changes/inserts.js';
import type { OutboxRelay } from '../outbox/relay.js';
import { Notes } from '../changes/notes.js';
import { Counters } from '../queries/counting.js';
import { Lookups } from '../queries/lookups.js';
import type { Stored } from '../schema/collection.js';

/** Longer than from one event of a call to the next, and no time for who reads what has happened. */
const LATE_MS = 50;

/** What callers do at the same time, and the database in one operation. */
export class Grouped<T extends Stored> {
  readonly inserts: Inserts;
  /** Apart: one that somebody waits for is not to stand behind a thousand. */
  readonly manyInserts: Inserts;
  /** What nobody waits for, such as a line about what has happened: it goes with more of its kind. */
  readonly lateInserts: Inserts;
  readonly lookups: Lookups<T>;
  readonly counters: Counters;
  readonly notes: Notes<T>;

  constructor(model: Model<Stored>, relay: Pick<OutboxRelay, 'along'>) {
    this.inserts = new Inserts(model);
    this.manyInserts = new Inserts(model);
    this.lateInserts = new Inserts(model, LATE_MS);
    this.lookups = new Lookups(model);
    this.counters = new Counters(model);
    this.notes = new Notes(model, relay);
  }
}
