import type { Connection, mongo } from 'mongoose';
import { unionOf } from './union.js';
import { guarded } from './failures.js';

interface Question {
  readonly collection: string;
  readonly filter: mongo.Document;
  readonly answer: (isAny: boolean) => void;
  readonly fail: (error: unknown) => void;
}

/** One database's questions, however many modules ask. */
const known = new WeakMap<Connection, DueQuestions>();

/**
 * Whether there is anything to do: most of the time there is not, and sweeps that rest look in the same moments. All that
 * is asked in one turn of the event loop is one command to the database, where each is answered from its index.
 */
export class DueQuestions {
  private waiting: Question[] = [];
  /** When the database answered last, and not with an error; in milliseconds of this process. */
  private answeredAt = -Infinity;

  private constructor(private readonly connection: Connection) {}

  static of(connection: Connection): DueQuestions {
    const questions = known.get(connection) ?? new DueQuestions(connection);
    known.set(connection, questions);
    return questions;
  }

  /** Whether any document of a collection matches; dates in the filter are not cast. */
  isAny(collection: string, filter: mongo.Document): Promise<boolean> {
    return new Promise((answer, fail) => {
      this.waiting.push({ collection, filter, answer, fail });
      if (this.waiting.length === 1) setImmediate(() => void this.askAll());
    });
  }

  /** Whether the last question was answered, and that not longer ago than this. */
  answeredWithin(ms: number): boolean {
    return performance.now() - this.answeredAt <= ms;
  }

  private async askAll(): Promise<void> {
    const asked = this.waiting;
    this.waiting = [];
    try {
      const found = await guarded(() => this.found(asked));
      this.answeredAt = performance.now();
      asked.forEach(({ answer }, n) => answer(found.has(n)));
    } catch (error) {
      this.answeredAt = -Infinity;
      for (const { fail } of asked) fail(error);
    }
  }

  private async found(asked: readonly Question[]): Promise<ReadonlySet<number>> {
    const { db } = this.connection;
    const [first] = asked;
    if (!db) throw new Error('The MongoDB connection has been closed.');
    if (!first) return new Set();
    const parts = asked.map(({ collection, filter }, n) => ({
      collection,
      pipeline: [{ $match: filter }, { $limit: 1 }, { $project: { _id: 0, question: { $literal: n } } }],
    }));
    const answers = await db
      .collection(first.collection)
      .aggregate<{ question: number }>(unionOf(parts))
      .toArray();
    return new Set(answers.map(({ question }) => question));
  }
}
