import { setTimeout as wait } from 'node:timers/promises';
import type { Channel } from 'amqplib';
import { logger } from '@seatkeeper/service';
import { BrokerConnection } from '../broker/connection.js';
import { Consumer, type Delivery } from '../broker/consumer.js';
import { declareExchange, type Place } from '../broker/topology.js';
import { type EventEnvelope, readCloudEvent } from '../cloud-event.js';
import type { BusConfig } from '../config.js';
import { refuseOrigin } from '../events/origin.js';

export const passingQueue = (place: Place, service: string): string => `${place.prefix}.${service}.passing`;

/** Longer than anything that was made of these events lasts, so that what is resumed from was heard without a gap. */
const KEPT_UNHEARD_MS = 180_000;
const MOST_WAITING = 100_000;
const HEARTBEAT_SECONDS = 5;
const AT_ONCE = 50;
const AGAIN_AFTER_MS = 250;
const DRAIN_MS = 1_000;

const log = logger('bus');

export interface PassingOptions {
  readonly topics: readonly string[];
  /** Is tried again until it resolves. */
  readonly hear: (data: unknown, event: EventEnvelope) => Promise<void>;
  /** More came than the queue holds, and the oldest are gone. */
  readonly overflowed: () => void;
}

/**
 * Events for as long as somebody wants them: one queue for all copies of a service, which the broker removes some minutes after
 * the last of them has left. Nothing is bound, kept or connected while nobody listens. What it misses, others do not.
 */
export class PassingQueue {
  private readonly connection: BrokerConnection;
  private readonly consumer: Consumer;
  private isClosed = false;

  constructor(
    private readonly config: BusConfig,
    private readonly options: PassingOptions,
  ) {
    const name = `${config.prefix} ${config.service} listens`;
    this.connection = new BrokerConnection(config.url, name, HEARTBEAT_SECONDS);
    this.consumer = new Consumer(this.connection, {
      name: 'passing events',
      prefetch: AT_ONCE,
      declare: (channel) => this.declare(channel),
      handle: (delivery) => this.handle(delivery),
    });
  }

  /** Resolves when events are coming in; rejects when that takes longer than `patienceMs`. */
  async open(patienceMs: number): Promise<void> {
    await this.connection.open(patienceMs);
    await this.consumer.start();
  }

  get isHearing(): boolean {
    return this.consumer.isConsuming;
  }

  /** A binding that somebody removed is there again, and an overflow is noticed. */
  look(): Promise<void> {
    return this.consumer.declareAgain();
  }

  /** What was not handled by then goes to another copy. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.consumer.stop();
    await this.consumer.finish(DRAIN_MS);
    await this.connection.close();
  }

  private async declare(channel: Channel): Promise<string> {
    const { config } = this;
    await declareExchange(channel, config);
    const { queue, messageCount } = await channel.assertQueue(passingQueue(config, config.service), {
      durable: true,
      arguments: {
        'x-queue-type': 'classic',
        'x-expires': KEPT_UNHEARD_MS,
        'x-max-length': MOST_WAITING,
        'x-overflow': 'drop-head',
      },
    });
    for (const topic of this.options.topics) await channel.bindQueue(queue, config.eventsExchange, topic);
    if (messageCount >= MOST_WAITING) this.options.overflowed();
    return queue;
  }

  /** What is not to be believed or understood is put away by those who have to handle it. */
  private async handle(delivery: Delivery): Promise<void> {
    const { channel, message } = delivery;
    const { content, fields, properties } = message;
    const read = readCloudEvent(content, new Date());
    const isBelieved =
      read.ok &&
      fields.routingKey === read.event.type &&
      !refuseOrigin(read.event, properties.userId as string | undefined, this.config);
    if (isBelieved && !(await this.hear(delivery, read.data, read.event))) return;
    try {
      channel.ack(message);
    } catch {
      // The channel has gone meanwhile: it comes again.
    }
  }

  /** False when that became pointless. */
  private async hear(delivery: Delivery, data: unknown, event: EventEnvelope): Promise<boolean> {
    for (let tries = 1; delivery.isOurs() && !this.isClosed; tries += 1) {
      try {
        await this.options.hear(data, event);
        return true;
      } catch (error) {
        if (tries === 1) log.warn('A passing event could not be handled yet', { event: event.type, error });
        await wait(AGAIN_AFTER_MS);
      }
    }
    return false;
  }
}
