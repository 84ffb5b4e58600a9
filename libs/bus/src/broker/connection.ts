import { type Channel, type ChannelModel, connect } from 'amqplib';
import { logger, within } from '@seatkeeper/service';
import { Backoff } from './backoff.js';
import { DeclarationRefused, Lane, type LaneHost, type LaneOptions } from './lane.js';

const CONNECT_TIMEOUT_MS = 5_000;
const CLOSE_TIMEOUT_MS = 1_000;

/** A connection that comes back by itself, with all its lanes, until it is closed. */
export class BrokerConnection implements LaneHost {
  model: ChannelModel | undefined;
  blocked = false;
  lastError: string | undefined;
  private readonly lanes: Lane[] = [];
  /** Channels on which the consumers of a queue are counted, by the queue. */
  private readonly counting = new Map<string, Promise<Channel>>();
  private readonly backoff = new Backoff();
  private readonly log = logger('bus');
  private stopped = false;
  private running: Promise<void> | undefined;

  constructor(
    private readonly url: string,
    private readonly name: string,
    /** Both sides say that often that they are alive, each twice; the other one is given up after two to three times that. */
    private readonly heartbeatSeconds: number,
  ) {}

  lane<C extends Channel>(options: LaneOptions<C>): Lane<C> {
    const lane = new Lane(this, options);
    this.lanes.push(lane as unknown as Lane);
    if (this.model) void lane.attach(this.model);
    return lane;
  }

  /** Connects and opens every lane; rejects with one sentence when that takes longer than `patienceMs`. */
  async open(patienceMs: number): Promise<void> {
    this.running ??= this.run();
    try {
      await Promise.all(this.lanes.map((lane) => lane.whenReady(patienceMs, true)));
    } catch (error) {
      const reason = (error as Error).message;
      if (error instanceof DeclarationRefused)
        throw new Error(
          `RabbitMQ refuses the queues of this service: ${reason}. Delete the queue that has other ` +
            'arguments once it is empty, or choose another AMQP_PREFIX.',
          { cause: error },
        );
      throw new Error(`RabbitMQ at ${withoutPassword(this.url)} cannot be used: ${reason}. Check AMQP_URL.`, {
        cause: error,
      });
    }
  }

  get isReady(): boolean {
    return this.model !== undefined && this.lanes.every((lane) => lane.isOpen);
  }

  /** How many take messages from a queue; 0 when there is no such queue. Rejects without a connection. */
  async consumersOf(queue: string): Promise<number> {
    if (!this.model) throw new Error(this.lastError ?? 'RabbitMQ is not connected yet');
    // Asking for a queue that is not there closes the channel, so it is one for this alone; kept, because it is asked
    // every few seconds and opening a channel is the larger part of the work.
    const channel = this.counting.get(queue) ?? this.openCounting(this.model, queue);
    this.counting.set(queue, channel);
    try {
      return (await (await channel).checkQueue(queue)).consumerCount;
    } catch (error) {
      if (isNotFound(error)) return 0;
      throw error;
    }
  }

  /** Closes for good; what the broker has not confirmed by then is lost. */
  async close(): Promise<void> {
    this.stopped = true;
    this.backoff.stop();
    await within(CLOSE_TIMEOUT_MS, async () => {
      await Promise.all(this.lanes.map((lane) => lane.stop()));
      await this.model?.close().catch(() => undefined);
      await this.running;
    });
  }

  private async openCounting(model: ChannelModel, queue: string): Promise<Channel> {
    const forget = () => void this.counting.delete(queue);
    try {
      const channel = await model.createChannel();
      return channel.on('error', () => undefined).on('close', forget);
    } catch (error) {
      forget();
      throw error;
    }
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        const model = await connect(withHeartbeat(this.url, this.heartbeatSeconds), {
          noDelay: true,
          keepAlive: true,
          timeout: CONNECT_TIMEOUT_MS,
          clientProperties: { connection_name: this.name },
        });
        await this.live(model);
      } catch (error) {
        this.failed(error as Error);
      }
      if (!this.stopped) await this.backoff.wait();
    }
  }

  /** Resolves when the connection has gone. */
  private async live(model: ChannelModel): Promise<void> {
    const gone = new Promise<void>((resolve) => model.on('close', () => resolve()));
    model.on('error', (error) => this.failed(error));
    model.on('close', (error?: Error) => {
      this.model = undefined;
      this.blocked = false;
      if (error) this.failed(error);
    });
    model.on('blocked', (reason) => {
      this.blocked = true;
      this.log.warn('RabbitMQ takes no more messages', { connection: this.name, reason });
    });
    model.on('unblocked', () => {
      this.blocked = false;
      this.log.info('RabbitMQ takes messages again', { connection: this.name });
      for (const lane of this.lanes) lane.wake();
    });
    if (this.stopped) {
      await model.close();
      return;
    }
    this.model = model;
    this.lastError = undefined;
    this.backoff.reset();
    for (const lane of this.lanes) void lane.attach(model);
    await gone;
  }

  private failed(error: Error): void {
    const reason = error.message || (error as NodeJS.ErrnoException).code || 'no reason given';
    if (reason !== this.lastError)
      this.log.warn('RabbitMQ is not connected', { connection: this.name, reason });
    this.lastError = reason;
  }
}

const isNotFound = (error: unknown): boolean => (error as { code?: unknown }).code === 404;

function withHeartbeat(url: string, seconds: number): string {
  const parsed = new URL(url);
  if (!parsed.searchParams.has('heartbeat')) parsed.searchParams.set('heartbeat', String(seconds));
  return parsed.href;
}

function withoutPassword(url: string): string {
  const { host } = new URL(url);
  return host;
}
