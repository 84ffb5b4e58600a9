import { Inject, Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { logger, type RedisSettings, SERVICE_NAME, SETTINGS, Shutdown } from '@seatkeeper/service';
import { busConfig, type ServiceBusSettings } from '../config.js';
import type { EventEnvelope } from '../cloud-event.js';
import { PassingQueue } from './passing-queue.js';
import { readMark, RecentLog } from './recent-log.js';
import { type Beginning, type Follower, TopicFeed } from './topic-feed.js';

/** What is kept of an event, and for whom. */
export interface FeedOptions {
  /** Names and topics of the events that are heard. */
  readonly topics: readonly string[];
  /** Null for what nobody will want. */
  readonly note: (data: unknown, event: EventEnvelope) => { topic: string; note: string } | null;
}

export const FEED_OPTIONS = Symbol('FEED_OPTIONS');

/** Logs last some times as long. And this long after the last one has left, nothing is open any more. */
const LOOK_EVERY_MS = 20_000;
const OPENS_WITHIN_MS = 3_000;

const log = logger('feed');

/**
 * What happens, for who follows it at the moment. The events of a topic are put into a short log that all copies of the service
 * share, so that whoever follows at one copy goes on at any other. While nobody follows, nothing is heard, kept, asked or open.
 */
@Injectable()
export class EventFeed {
  private readonly topics = new Map<string, TopicFeed>();
  private readonly log: RecentLog;
  private queue: PassingQueue | undefined;
  private opening: Promise<void> | undefined;
  private closing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(
    @Inject(SERVICE_NAME) private readonly service: string,
    @Inject(SETTINGS) private readonly settings: ServiceBusSettings & RedisSettings,
    @Inject(FEED_OPTIONS) private readonly options: FeedOptions,
    shutdown: Shutdown,
  ) {
    this.log = new RecentLog(settings.REDIS_URL, `${settings.REDIS_PREFIX}:${service}`, {
      added: (topic, entry) => this.topics.get(topic)?.added(entry),
      away: () => {
        for (const feed of this.topics.values()) feed.setAway(true);
      },
      back: () => void this.look(),
    });
    shutdown.on('work', 'feed', () => this.stop());
  }

  /**
   * Follows a topic from now on, or from after a mark. Rejects with `validation-failed` for what is no mark, and with
   * `service-unavailable` when it cannot be followed at the moment.
   */
  async follow(topic: string, follower: Follower, after?: string): Promise<Beginning> {
    const mark = after === undefined ? undefined : readMark(after);
    if (after !== undefined && !mark)
      throw new Fault('validation-failed', {
        errors: [{ path: 'last-event-id', message: 'Expected the id of an event of this stream' }],
      });
    try {
      await this.open();
      return await this.feedOf(topic).follow(follower, mark, () => this.log.listen(topic));
    } catch (error) {
      this.leave(topic, follower);
      log.warn('A topic cannot be followed', { topic, error });
      throw new Fault('service-unavailable');
    }
  }

  leave(topic: string, follower: Follower): void {
    const feed = this.topics.get(topic);
    feed?.leave(follower);
    if (!feed?.isEmpty) return;
    this.topics.delete(topic);
    this.log.unlisten(topic).catch(() => undefined);
  }

  private feedOf(topic: string): TopicFeed {
    const known = this.topics.get(topic);
    if (known) return known;
    const feed = new TopicFeed(topic, this.log);
    this.topics.set(topic, feed);
    return feed;
  }

  private async open(): Promise<void> {
    await this.closing;
    if (this.isStopped) throw new Error('The process stops.');
    this.opening ??= this.openAll().catch(async (error: unknown) => {
      this.opening = undefined;
      await this.close();
      throw error;
    });
    await this.opening;
  }

  private async openAll(): Promise<void> {
    const { service, settings, options } = this;
    await this.log.connect();
    this.queue = new PassingQueue(busConfig(service, settings), {
      topics: options.topics,
      hear: (data, event) => this.hear(data, event),
      overflowed: () =>
        void this.log
          .beginAnew()
          .then(() => this.look())
          .catch(() => undefined),
    });
    await this.queue.open(OPENS_WITHIN_MS);
    this.timer = setInterval(() => void this.round(), LOOK_EVERY_MS);
    log.info('Somebody follows what happens');
  }

  private async hear(data: unknown, event: EventEnvelope): Promise<void> {
    const kept = this.options.note(data, event);
    if (kept) await this.log.add(kept.topic, `${event.source} ${event.id}`, kept.note);
  }

  private async round(): Promise<void> {
    if (this.topics.size === 0) return this.close();
    // A log that is kept open while nothing is heard would have a gap that nobody sees.
    if (!this.queue?.isHearing) return;
    await this.queue.look().catch(() => undefined);
    await this.look();
  }

  private async look(): Promise<void> {
    await Promise.all([...this.topics.values()].map((feed) => feed.look()));
  }

  private close(): Promise<void> {
    this.closing ??= this.closeAll().finally(() => (this.closing = undefined));
    return this.closing;
  }

  private async closeAll(): Promise<void> {
    clearInterval(this.timer);
    const { queue } = this;
    this.queue = undefined;
    this.opening = undefined;
    await queue?.close();
    this.log.close();
  }

  private async stop(): Promise<void> {
    this.isStopped = true;
    await this.opening?.catch(() => undefined);
    await this.close();
  }
}
