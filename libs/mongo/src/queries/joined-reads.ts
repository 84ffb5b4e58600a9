import type { Connection, PipelineStage } from 'mongoose';
import { guarded } from '../connection/failures.js';
import { unionOf } from '../connection/union.js';

/** A read that may go with others. */
export interface Read {
  readonly collection: string;
  /** What it finds; bound to its account. Values are not cast. */
  readonly pipeline: readonly PipelineStage[];
  /** The same, when nobody else reads at the moment: the database has shorter ways for it than a pipeline. */
  readonly alone: () => PromiseLike<readonly unknown[]>;
}

interface Waiting {
  readonly read: Read;
  readonly done: (found: readonly unknown[]) => void;
  readonly failed: (error: unknown) => void;
}

interface Found {
  readonly read: number;
  readonly document: unknown;
}

const MOST_AT_ONCE = 20;

/** One database's reads, whoever asks for them. */
const known = new WeakMap<Connection, JoinedReads>();

/**
 * What is read in one turn of the event loop is one command to the database, whichever collections it is about: three
 * documents of three collections cost the database the same as three commands, and this process half as much.
 */
export class JoinedReads {
  private waiting: Waiting[] = [];

  private constructor(private readonly connection: Connection) {}

  static of(connection: Connection): JoinedReads {
    const reads = known.get(connection) ?? new JoinedReads(connection);
    known.set(connection, reads);
    return reads;
  }

  /** Each who asks hears of its own read alone; when the command fails, all of them are told so. */
  find<T>(read: Read): Promise<T[]> {
    return new Promise((done, failed) => {
      this.waiting.push({ read, done: (found) => done(found as T[]), failed });
      // A turn later: who looks for documents by their ids looks in the next one, together with others.
      if (this.waiting.length === 1) setImmediate(() => setImmediate(() => this.readAll()));
    });
  }

  private readAll(): void {
    const { waiting } = this;
    this.waiting = [];
    for (let first = 0; first < waiting.length; first += MOST_AT_ONCE)
      void this.readTogether(waiting.slice(first, first + MOST_AT_ONCE));
  }

  private async readTogether(group: readonly Waiting[]): Promise<void> {
    try {
      const found = await guarded(() => this.found(group.map(({ read }) => read)));
      group.forEach(({ done }, n) => done(found[n] ?? []));
    } catch (error) {
      for (const { failed } of group) failed(error);
    }
  }

  private async found(reads: readonly Read[]): Promise<(readonly unknown[])[]> {
    const [first, ...others] = reads;
    if (!first) return [];
    if (others.length === 0) return [await first.alone()];
    const { db } = this.connection;
    if (!db) throw new Error('The MongoDB connection has been closed.');
    const parts = reads.map(({ collection, pipeline }, n) => ({
      collection,
      pipeline: [...pipeline, { $project: { _id: 0, read: { $literal: n }, document: '$$ROOT' } }],
    }));
    const found = await db.collection(first.collection).aggregate<Found>(unionOf(parts)).toArray();
    return reads.map((_read, n) => found.filter(({ read }) => read === n).map(({ document }) => document));
  }
}
