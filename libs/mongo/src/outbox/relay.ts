import type { Bus, OutgoingEvent } from '@seatkeeper/bus';
import { crash, logger, metrics } from '@seatkeeper/service';
import type { OutboxEntry } from './event.js';
import type { Pending } from './pending.js';
import { type Along, removeDelivered, Removals } from './removals.js';

/** One publish, one confirm: large enough to ride out a burst, small enough to repeat after a failure. */
const BATCH_EVENTS = 500;
const BATCHES_IN_FLIGHT = 2;
/** What waits in memory beyond this is left to the sweeper: it is in the database anyway. */
const MOST_WAITING = 5_000;
/** After a failed publish the sweeper tries alone for a while, instead of every writer hitting the same wall. */
const PAUSE_MS = 1_000;

const log = logger('outbox');
const published = metrics.counter('outbox_published_total', 'Events of the outbox that were published');
const failed = metrics.counter('outbox_failures_total', 'Batches of events the broker did not take');

/**
 * Publishes events right after their write. Writers never wait for it: a burst of writes collects while a batch
 * is under way and goes out together with one confirm. Whatever it drops or fails at, the sweeper finds.
 */
export class OutboxRelay {
  private waiting: Pending[] = [];
  private readonly inFlight = new Set<Promise<void>>();
  private scheduled = false;
  private pausedUntil = 0;
  private readonly removals: Removals;

  /** `left` is told whenever events stay behind for the sweeper. */
  constructor(
    private readonly bus: Pick<Bus, 'publish'>,
    private readonly left: () => void,
  ) {
    this.removals = new Removals(left);
  }

  /** Takes over events that are already stored. Returns at once, never throws. */
  offer(pending: Pending): void {
    if (this.waiting.length >= MOST_WAITING || Date.now() < this.pausedUntil) return this.left();
    this.waiting.push(pending);
    this.schedule();
  }

  /** Publishes and then removes them from their documents; rejects if either fails, and then nothing is lost. */
  async deliver(batch: readonly Pending[]): Promise<void> {
    await this.publish(batch);
    await removeDelivered(batch);
  }

  /** Takes what was published out of its documents now, instead of soon; false when there was nothing. Never rejects. */
  tidy(): Promise<boolean> {
    return this.removals.flush();
  }

  /** What was published and waits in a collection to be taken out, for a write that goes there anyway. */
  along(collection: { collectionName: string }): Along {
    return this.removals.along(collection);
  }

  /** Waits until nothing is under way; what is still waiting goes out first. */
  async drain(): Promise<void> {
    while (this.waiting.length > 0 || this.inFlight.size > 0) {
      this.start();
      await Promise.all(this.inFlight);
    }
    await this.tidy();
  }

  private async publish(batch: readonly Pending[]): Promise<void> {
    const entries = batch.flatMap((pending) => pending.entries);
    if (entries.length === 0) return;
    await this.bus.publish(entries.map(outgoing));
    published.inc(entries.length);
    crash('mongo.outbox.afterPublish');
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
      await this.publish(batch);
      this.removals.add(batch);
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
const outgoing = ({ requestId, traceparent, clientAddress, ...event }: OutboxEntry): OutgoingEvent => ({
  ...event,
  context: {
    requestId: requestId ?? event.id,
    ...(traceparent && { traceparent }),
    ...(clientAddress && { clientAddress }),
  },
});
