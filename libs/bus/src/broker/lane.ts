import type { Channel, ChannelModel } from 'amqplib';
import { logger } from '@seatkeeper/service';
import { Backoff } from './backoff.js';

export interface LaneOptions<C extends Channel> {
  name: string;
  create: (model: ChannelModel) => Promise<C>;
  /** Declares and consumes; runs again on every new channel. */
  setUp: (channel: C) => Promise<void>;
  /** What waited for this channel is lost; runs once per channel that was in use. */
  onLost?: (reason: string) => void;
}

/** What a lane has to know about the connection it belongs to. */
export interface LaneHost {
  readonly model: ChannelModel | undefined;
  readonly blocked: boolean;
  readonly lastError: string | undefined;
}

interface Waiter<C> {
  resolve: (channel: C) => void;
  reject: (error: Error) => void;
  untilRefused: boolean;
}

/** The broker refuses what was declared: trying again cannot help. */
export class DeclarationRefused extends Error {}

/**
 * One purpose's channel, kept open: whatever closes it (an error, a cancelled consumer, the connection),
 * the next one is set up in the same way.
 */
export class Lane<C extends Channel = Channel> {
  private channel: C | undefined;
  private readonly waiters = new Set<Waiter<C>>();
  private readonly backoff = new Backoff();
  private readonly log = logger('bus');
  private refused: string | undefined;
  private stopped = false;

  constructor(
    private readonly host: LaneHost,
    private readonly options: LaneOptions<C>,
  ) {}

  /** The channel, if messages can be sent on it now. */
  get current(): C | undefined {
    return this.host.blocked ? undefined : this.channel;
  }

  get isOpen(): boolean {
    return this.channel !== undefined;
  }

  /** Waits up to `ms` for a channel that takes messages; `untilRefused` gives up at a refused declaration. */
  whenReady(ms: number, untilRefused = false): Promise<C> {
    const channel = this.current;
    if (channel) return Promise.resolve(channel);
    return new Promise((resolve, reject) => {
      const waiter: Waiter<C> = {
        untilRefused,
        resolve: (ready) => {
          clearTimeout(timer);
          this.waiters.delete(waiter);
          resolve(ready);
        },
        reject: (error) => {
          clearTimeout(timer);
          this.waiters.delete(waiter);
          reject(error);
        },
      };
      const timer = setTimeout(() => waiter.reject(new Error(this.whyNot())), ms);
      this.waiters.add(waiter);
      if (this.stopped) waiter.reject(new Error('the bus is closed'));
      else if (untilRefused && this.refused) waiter.reject(new DeclarationRefused(this.refused));
    });
  }

  /** Opens and sets up a channel of this connection; tries again by itself until the connection goes. */
  async attach(model: ChannelModel): Promise<void> {
    while (!this.stopped && this.host.model === model) {
      try {
        await this.openOn(model);
        return;
      } catch (error) {
        if (this.host.model !== model) return;
        const reason = (error as Error).message;
        this.log.error(`The channel for ${this.options.name} cannot be set up`, { reason });
        if (isRefusal(error)) this.refuse(reason);
        await this.backoff.wait();
      }
    }
  }

  /** Gives a channel up; a new one takes its place. */
  reopen(channel: C, reason: string): void {
    this.log.warn(`The channel for ${this.options.name} is opened again`, { reason });
    channel.close().catch(() => undefined);
  }

  /** The connection has come back to taking messages, or a channel has just been set up. */
  wake(): void {
    const channel = this.current;
    if (channel) for (const waiter of [...this.waiters]) waiter.resolve(channel);
  }

  /** Opens no more channels. Resolves when all that was sent on this one has reached the broker. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.backoff.stop();
    for (const waiter of [...this.waiters]) waiter.reject(new Error('the bus is closed'));
    // Closing the connection alone would overtake answers and acks that wait in the channel's buffer.
    await this.channel?.close().catch(() => undefined);
  }

  private async openOn(model: ChannelModel): Promise<void> {
    const channel = await this.options.create(model);
    let closed = false;
    channel.on('error', (error: Error) =>
      this.log.error(`The channel for ${this.options.name} failed`, { reason: error.message }),
    );
    channel.on('close', () => {
      closed = true;
      if (this.channel === channel) this.lost(model);
    });
    try {
      await this.options.setUp(channel);
    } catch (error) {
      if (!closed) await channel.close().catch(() => undefined);
      throw error;
    }
    if (closed) throw new Error('the channel closed while it was set up');
    this.channel = channel;
    this.refused = undefined;
    this.backoff.reset();
    this.wake();
  }

  private lost(model: ChannelModel): void {
    this.channel = undefined;
    this.options.onLost?.(this.host.lastError ?? 'the channel closed');
    // A closing connection closes its channels first: wait a moment before asking it for another one.
    void this.backoff.wait().then(() => this.attach(model));
  }

  private refuse(reason: string): void {
    this.refused = reason;
    for (const waiter of [...this.waiters])
      if (waiter.untilRefused) waiter.reject(new DeclarationRefused(reason));
  }

  private whyNot(): string {
    if (this.host.blocked) return 'RabbitMQ takes no messages at the moment (connection blocked)';
    return this.host.lastError ?? this.refused ?? 'RabbitMQ is not connected yet';
  }
}

/** 406: exists with other arguments; 403: no permission. */
const isRefusal = (error: unknown): boolean => {
  const code = (error as { code?: unknown }).code;
  return code === 406 || code === 403;
};
