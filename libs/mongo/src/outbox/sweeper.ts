import { randomUUID } from 'node:crypto';
import { defineSweep, logger, metrics } from '@seatkeeper/service';
import type { mongo } from 'mongoose';
import { OUTBOX_INDEX } from '../schema/collection.js';
import type { DueQuestions } from '../connection/due-questions.js';
import { guarded } from '../connection/failures.js';
import type { OutboxDocument } from './pending.js';
import type { OutboxRelay } from './relay.js';

/** Younger events are the relay's. Also how long one sweeper has for a batch before another takes it. */
export const LEFT_BEHIND_MS = 2_000;
/** What another process left is found by whoever rests; what this one could not publish, its relay tells of. */
export const outboxSweep = defineSweep({ name: 'outbox', everyMs: 1_000, restMs: 4_000 });
const MOST_PER_BATCH = 100;
/** What is left of a long outage is worked off in rounds, so that one that stands still can be told from a long one. */
const LONGEST_ROUND_MS = 30_000;
const MOST_COUNTED = 10_000;

const log = logger('outbox');
const swept = metrics.counter('outbox_swept_total', 'Documents whose events the sweeper found unpublished');

const waiting = metrics.gauge(
  'outbox_waiting',
  'Documents whose events have waited for longer than 2 s (at most 10,000 are counted)',
  ['collection'],
);

/** Publishes what a crash or an outage left in the outboxes of all collections. Safe in any number of copies. */
export class OutboxSweeper {
  private readonly name = randomUUID();
  private batch = MOST_PER_BATCH;

  constructor(
    private readonly collections: readonly mongo.Collection<OutboxDocument>[],
    private readonly due: DueQuestions,
    private readonly relay: OutboxRelay,
    private readonly leftBehindMs = LEFT_BEHIND_MS,
  ) {}

  /**
   * One round over what was left behind, true if there was anything; ends early, with a rejection, when a batch cannot
   * be delivered.
   */
  async sweep(): Promise<boolean> {
    const left = await this.withSomethingLeft();
    for (const collection of left) await this.sweepCollection(collection);
    return left.length > 0;
  }

  /** How much waits, for the gauge. */
  async measure(): Promise<void> {
    for (const collection of this.collections) {
      const options = { hint: OUTBOX_INDEX.name, limit: MOST_COUNTED };
      const count = await guarded(() => collection.countDocuments(this.leftBehind(), options));
      waiting.set({ collection: collection.collectionName }, count);
    }
  }

  private async withSomethingLeft(): Promise<mongo.Collection<OutboxDocument>[]> {
    const left = this.leftBehind();
    const isAny = await Promise.all(
      this.collections.map(({ collectionName }) => this.due.isAny(collectionName, left)),
    );
    return this.collections.filter((_, n) => isAny[n]);
  }

  private async sweepCollection(collection: mongo.Collection<OutboxDocument>): Promise<void> {
    const until = performance.now() + LONGEST_ROUND_MS;
    let found: number;
    do {
      found = await this.sweepBatch(collection);
      if (found > 0)
        log.info('Published events that were left in the outbox', {
          collection: collection.collectionName,
          documents: found,
        });
    } while (found > 0 && performance.now() < until);
  }

  private async sweepBatch(collection: mongo.Collection<OutboxDocument>): Promise<number> {
    const documents = await this.claim(collection);
    try {
      await this.relay.deliver(
        documents.map(({ _id, accountId, outbox }) => ({
          collection,
          id: _id,
          accountId,
          entries: outbox ?? [],
        })),
      );
    } catch (error) {
      // If it is one document that cannot be delivered, smaller batches let its neighbours through.
      this.batch = Math.ceil(this.batch / 4);
      throw error;
    }
    this.batch = Math.min(this.batch * 2, MOST_PER_BATCH);
    swept.inc(documents.length);
    return documents.length;
  }

  private leftBehind() {
    return { outboxAt: { $lt: new Date(Date.now() - this.leftBehindMs) } };
  }

  /** Moves the mark of the oldest to now, which hides them from other sweepers; a crash makes them old again. */
  private async claim(collection: mongo.Collection<OutboxDocument>): Promise<OutboxDocument[]> {
    const old = this.leftBehind();
    const oldest = await guarded(() =>
      collection
        .find(old, { projection: { _id: 1, accountId: 1 }, hint: OUTBOX_INDEX.name })
        .sort({ outboxAt: 1 })
        .limit(this.batch)
        .toArray(),
    );
    if (oldest.length === 0) return [];
    const ids = {
      _id: { $in: oldest.map(({ _id }) => _id) },
      accountId: { $in: [...new Set(oldest.map(({ accountId }) => accountId))] },
    };
    const outboxAt = new Date();
    await guarded(() =>
      collection.updateMany({ ...ids, ...old }, { $set: { outboxAt, outboxBy: this.name } }),
    );
    return guarded(() =>
      collection
        .find({ ...ids, outboxAt, outboxBy: this.name })
        .project<OutboxDocument>({ accountId: 1, outbox: 1 })
        .toArray(),
    );
  }
}
