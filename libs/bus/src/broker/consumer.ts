import type { Channel, ConsumeMessage } from 'amqplib';
import { logger, within } from '@seatkeeper/service';
import type { BrokerConnection } from './connection.js';
import type { Lane } from './lane.js';

/** One message, with what its channel can still do for it. */
export interface Delivery {
  readonly channel: Channel;
  readonly message: ConsumeMessage;
  /** False once the channel is gone: the broker has given the message to somebody else. */
  isOurs(): boolean;
  /** Asks for a new channel on which everything is declared again. */
  reopen(reason: string): void;
}

export interface ConsumerOptions {
  name: string;
  /** How many messages it has in hand. */
  prefetch: number;
  /**
   * How many more, once one has come that was never with anybody: what a process dies of comes back with all that it had in
   * hand, and the broker gives up what has come back too often.
   */
  more?: number;
  /** Declares the queue with everything around it; answers its name. */
  declare: (channel: Channel) => Promise<string>;
  /** Settles the message; must not reject. */
  handle: (delivery: Delivery) => Promise<void>;
  /** Hears that no more messages come: those that nobody has begun are given back. */
  letGo?: () => void;
}

/** Takes messages from one queue until stopped, on whatever channel its lane has. */
export class Consumer {
  readonly name: string;
  private readonly lane: Lane;
  private readonly inFlight = new Set<Promise<void>>();
  private readonly gone = new WeakSet<Channel>();
  private queue = '';
  private started = false;
  private stopped = false;
  private consuming: { channel: Channel; tags: string[] } | undefined;
  private widening: Promise<void> | undefined;

  constructor(
    connection: BrokerConnection,
    private readonly options: ConsumerOptions,
  ) {
    this.name = options.name;
    this.lane = connection.lane({
      name: options.name,
      create: (model) => model.createChannel(),
      setUp: (channel) => this.setUp(channel),
      onLost: () => {
        this.consuming = undefined;
      },
    });
  }

  get isConsuming(): boolean {
    return this.consuming !== undefined;
  }

  /** Undefined while there is none. */
  get channel(): Channel | undefined {
    return this.lane.current;
  }

  /** Declares everything once more, if there is a channel. */
  async declareAgain(): Promise<void> {
    const { channel } = this;
    if (channel) await this.options.declare(channel);
  }

  /** Begins to take messages; before that the queue is only declared. */
  async start(): Promise<void> {
    if (this.started) return;
    this.started = true;
    const channel = this.lane.current;
    if (channel) await this.take(channel);
  }

  /** Takes no more messages; resolves when the broker has agreed. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.widening;
    const { channel, tags = [] } = this.consuming ?? {};
    this.consuming = undefined;
    // A channel that is gone delivers nothing either.
    for (const tag of tags) await channel?.cancel(tag).catch(() => undefined);
    this.options.letGo?.();
  }

  /** Waits for the handlers in flight. What is not done by then comes again, to another copy. */
  async finish(deadlineMs: number): Promise<void> {
    if (!(await within(deadlineMs, () => Promise.all(this.inFlight))))
      logger('bus').warn('Handlers were still running at the end', {
        queue: this.name,
        running: this.inFlight.size,
      });
  }

  private async setUp(channel: Channel): Promise<void> {
    channel.once('close', () => this.gone.add(channel));
    this.widening = undefined;
    this.queue = await this.options.declare(channel);
    await channel.prefetch(this.options.prefetch);
    if (this.started) await this.take(channel);
  }

  private async take(channel: Channel): Promise<void> {
    if (this.stopped) return;
    const { consumerTag: tag } = await channel.consume(this.queue, (message) => this.took(channel, message));
    const tags = this.consuming?.channel === channel ? this.consuming.tags : [];
    this.consuming = { channel, tags: [...tags, tag] };
  }

  /** A limit holds for who consumes after it was set: one more of them has the rest. */
  private async widen(channel: Channel, more: number): Promise<void> {
    try {
      await channel.prefetch(more);
      await this.take(channel);
    } catch (error) {
      // Then the channel is gone, and the next one begins anew.
      logger('bus').warn('A consumer could not take more', { queue: this.queue, error });
    }
  }

  private took(channel: Channel, message: ConsumeMessage | null): void {
    const reopen = (reason: string) => this.lane.reopen(channel, reason);
    if (!message) {
      this.consuming = undefined;
      return reopen('the broker cancelled the consumer');
    }
    const { more } = this.options;
    if (more !== undefined && !message.fields.redelivered) this.widening ??= this.widen(channel, more);
    const isOurs = () => !this.gone.has(channel);
    const work = this.options
      .handle({ channel, message, isOurs, reopen })
      .finally(() => this.inFlight.delete(work));
    this.inFlight.add(work);
  }
}
