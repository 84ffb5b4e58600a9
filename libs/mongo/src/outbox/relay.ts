import type { Bus, OutgoingEvent } from '@seatkeeper/bus';
import { crash, logger, metrics } from '@seatkeeper/service';
import type { mongo } from 'mongoose';
import type { OutboxEntry } from './event.js';

/** The events of one document that were just written, and where to remove them from once they are out. */
export interface Pending {
  readonly collection: mongo.Collection<OutboxDocument>;
  readonly id: string;
  readonly accountId: string;
  readonly entries: readonly OutboxEntry[];
}

export interface OutboxDocument {
  _id: string;
  accountId: string;
  outbox?: OutboxEntry[];
  outboxAt?: Date;
  outboxBy?: string;
}

/** One publish, one confirm: large enough to ride out a burst, small enough to repeat after a failure. */
const BATCH_EVENTS = 500;
const BATCHES_IN_FLIGHT = 2;
/** What waits in memory beyond this is left to the sweeper: it is in the database anyway. */
const MOST_WAITING = 5_000;
/** After a failed publish the sweeper tries alone for a while, instead of every writer hitting the same wall. */
const PAUSE_MS = 1_000;

const log = logger('outbox');
const published = metrics.counter('outbox_published_total', 'Events published and removed from the outbox');
const failed = metrics.counter(
  'outbox_failures_total',
  'Batches of events the broker or database did not take',
);

/**
 * Publishes events right after their write. Writers never wait for it: a burst of writes collects while a batch
 * is under way and goes out together with one confirm. Whatever it drops or fails at, the sweeper finds.
 */
export class OutboxRelay {
  private waiting: Pending[] = [];
  private readonly inFlight = new Set<Promise<void>>();
  private scheduled = false;
  private pausedUntil = 0;

  /** `left` is told whenever events stay behind for the sweeper. */
  constructor(
    private readonly bus: Pick<Bus, 'publish'>,
    private readonly left: () => void,
  ) {}

  /** Takes over events that are already stored. Returns at once, never throws. */
  offer(pending: Pending): void {
    if (this.waiting.length >= MOST_WAITING || Date.now() < this.pausedUntil) return this.left();
    this.waiting.push(pending);
    this.schedule();
  }

  /** Publishes and then removes them from their documents; rejects if either fails, and then nothing is lost. */
  async deliver(batch: readonly Pending[]): Promise<void> {
    const entries = batch.flatMap((pending) => pending.entries);
    if (entries.length === 0) return;
    await this.bus.publish(entries.map(outgoing));
    crash('mongo.outbox.afterPublish');
    await removeDelivered(batch);
    published.inc(entries.length);
  }

  /** Waits until nothing is under way; what is still waiting goes out first. */
  async drain(): Promise<void> {
    while (this.waiting.length > 0 || this.inFlight.size > 0) {
      this.start();
      await Promise.all(this.inFlight);
    }
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.start();
    });
  }

  private start(): void {
    while (this.waiting.length > 0 && this.inFlight.size < BATCHES_IN_FLIGHT) {
      const sending = this.send(this.takeBatch()).finally(() => {
        this.inFlight.delete(sending);
        if (this.waiting.length > 0) this.schedule();
      });
      this.inFlight.add(sending);
    }
  }

  private takeBatch(): Pending[] {
    let events = 0;
    const first = this.waiting.findIndex((pending) => (events += pending.entries.length) >= BATCH_EVENTS);
    return this.waiting.splice(0, first < 0 ? this.waiting.length : first + 1);
  }

  private async send(batch: readonly Pending[]): Promise<void> {
    try {
      await this.deliver(batch);
    } catch (error) {
      failed.inc();
      this.waiting = [];
      this.pausedUntil = Date.now() + PAUSE_MS;
      log.warn('Events could not be published now; they stay in the outbox and are tried again', { error });
      this.left();
    }
  }
}

/** An event goes out in the context of the request that caused it, not of the one that started the batch. */
const outgoing = ({ requestId, traceparent, ...event }: OutboxEntry): OutgoingEvent => ({
  ...event,
  context: { requestId: requestId ?? event.id, ...(traceparent && { traceparent }) },
});

/**
 * Removes by id, because events may have been added meanwhile, and drops the mark (and the empty array) in the
 * same write if nothing is left.
 */
async function removeDelivered(batch: readonly Pending[]): Promise<void> {
  const byCollection = new Map<mongo.Collection<OutboxDocument>, Pending[]>();
  for (const pending of batch)
    byCollection.set(pending.collection, [...(byCollection.get(pending.collection) ?? []), pending]);
  await Promise.all(
    [...byCollection].map(([collection, documents]) =>
      collection.bulkWrite(
        documents.map(({ id, accountId, entries }) => ({
          updateOne: {
            filter: { _id: id, accountId, outboxAt: { $exists: true } },
            update: withoutEntries(entries.map((entry) => entry.id)),
          },
        })),
        // Needs no journal: were it lost in a crash, the events would go out twice, which everybody bears.
        { ordered: false, writeConcern: { w: 1, journal: false } },
      ),
    ),
  );
}

function withoutEntries(ids: readonly string[]): Record<string, unknown>[] {
  const rest = { $filter: { input: '$outbox', cond: { $not: [{ $in: ['$$this.id', ids] }] } } };
  const unlessEmpty = (path: string) => ({ $cond: [{ $eq: [{ $size: '$outbox' }, 0] }, '$$REMOVE', path] });
  return [
    { $set: { outbox: rest } },
    { $set: { outboxAt: unlessEmpty('$outboxAt'), outboxBy: unlessEmpty('$outboxBy') } },
    { $set: { outbox: unlessEmpty('$outbox') } },
  ];
}
