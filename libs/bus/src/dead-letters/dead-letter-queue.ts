import {
  type ConfirmChannel,
  connect,
  type GetMessage,
  type ChannelModel,
  type MessageProperties,
} from 'amqplib';
import { deadLetterQueue, eventQueue, type Place, requestQueue, unroutedQueue } from '../broker/topology.js';
import { propertiesFor, readFailure, writeOrigin } from '../events/failure.js';
import { type DeadLetter, readDeadLetter } from './dead-letter.js';

/** In place of a service: events that no queue was bound to. */
export const UNROUTED = 'unrouted';

type Picked = (letter: DeadLetter) => boolean;

/** Looks into the dead letters of services and settles single ones; the others stay where they are. */
export class DeadLetterQueue {
  private constructor(
    private readonly model: ChannelModel,
    private readonly place: Place,
    private readonly user: string | undefined,
  ) {}

  /**
   * What is replayed goes under the user it came from, for which whoever replays needs the tag `impersonator`; or else under
   * `user`, who is believed by whom they are.
   */
  static async open(url: string, place: Place, user?: string): Promise<DeadLetterQueue> {
    const model = await connect(url, {
      noDelay: true,
      timeout: 5_000,
      clientProperties: { connection_name: `${place.prefix} dead-letters` },
    });
    // Every operation fails by itself when the connection does.
    model.on('error', () => undefined);
    return new DeadLetterQueue(model, place, user);
  }

  close(): Promise<void> {
    return this.model.close();
  }

  /** How many are waiting; null when the service has never run here. */
  count(service: string): Promise<number | null> {
    return this.waiting(this.queueOf(service));
  }

  /** A service may answer requests and hear no events: then it has no dead letters either. */
  async answersRequests(service: string): Promise<boolean> {
    return (await this.waiting(requestQueue(this.place, service))) !== null;
  }

  /** The oldest ones, in order, at most `limit`. */
  async list(service: string, limit: number): Promise<DeadLetter[]> {
    const found: DeadLetter[] = [];
    await this.eachOf(service, limit, (_channel, message) => {
      found.push(readDeadLetter(message));
      return Promise.resolve('keep');
    });
    return found;
  }

  /** The oldest with this id, if there is one that nobody else looks at. */
  async find(service: string, id: string): Promise<DeadLetter[]> {
    const found: DeadLetter[] = [];
    await this.eachOf(service, Number.POSITIVE_INFINITY, (_channel, message) => {
      const letter = readDeadLetter(message);
      if (letter.id === id) found.push(letter);
      return Promise.resolve(found.length > 0 ? 'enough' : 'keep');
    });
    return found;
  }

  /**
   * Puts those that are picked back into the service's event queue, or publishes again what nobody heard; each leaves
   * only when it is safe there.
   */
  replay(service: string, picked: Picked, most = Number.POSITIVE_INFINITY): Promise<DeadLetter[]> {
    if (service === UNROUTED)
      return this.take(service, picked, most, (...letter) => this.publishAgain(...letter));
    const queue = eventQueue(this.place, service);
    return this.take(service, picked, most, async (channel, message) => {
      let returned = false;
      const onReturn = () => (returned = true);
      channel.once('return', onReturn);
      const {
        originalExchange = '',
        originalRoutingKey = '',
        handlers,
      } = readFailure(message.properties.headers);
      const headers = writeOrigin({ originalExchange, originalRoutingKey, handlers });
      channel.sendToQueue(queue, message.content, {
        ...propertiesFor(message.properties, headers),
        ...this.userOf(message.properties),
        persistent: true,
        mandatory: true,
      });
      await channel.waitForConfirms();
      channel.off('return', onReturn);
      if (returned) throw new Error(`The queue ${queue} is gone; start the service first.`);
    });
  }

  /** Removes those that are picked for good, the oldest first. */
  drop(service: string, picked: Picked, most = Number.POSITIVE_INFINITY): Promise<DeadLetter[]> {
    return this.take(service, picked, most, () => Promise.resolve());
  }

  /** Under the key it came with. If still nobody hears it, it is back among the unrouted ones. */
  private async publishAgain(
    channel: ConfirmChannel,
    { content, fields, properties }: GetMessage,
  ): Promise<void> {
    const options = { ...propertiesFor(properties, {}), ...this.userOf(properties), persistent: true };
    channel.publish(this.place.eventsExchange, fields.routingKey, content, options);
    await channel.waitForConfirms();
  }

  private userOf(properties: MessageProperties): { userId?: string } {
    const userId: unknown = this.user ?? properties.userId;
    return typeof userId === 'string' ? { userId } : {};
  }

  private queueOf(service: string): string {
    return service === UNROUTED ? unroutedQueue(this.place) : deadLetterQueue(this.place, service);
  }

  private async waiting(queue: string): Promise<number | null> {
    try {
      return await this.onChannel(async (channel) => (await channel.checkQueue(queue)).messageCount);
    } catch (error) {
      if ((error as { code?: unknown }).code === 404) return null;
      throw error;
    }
  }

  private async take(
    service: string,
    picked: Picked,
    most: number,
    settle: (channel: ConfirmChannel, message: GetMessage) => Promise<void>,
  ): Promise<DeadLetter[]> {
    const taken: DeadLetter[] = [];
    await this.eachOf(service, Number.POSITIVE_INFINITY, async (channel, message) => {
      if (taken.length >= most) return 'enough';
      const letter = readDeadLetter(message);
      if (!picked(letter)) return 'keep';
      await settle(channel, message);
      taken.push(letter);
      return 'remove';
    });
    return taken;
  }

  /** Visits what is there now, not what comes meanwhile. What is kept goes back at the end, in its old order. */
  private async eachOf(
    service: string,
    limit: number,
    visit: (channel: ConfirmChannel, message: GetMessage) => Promise<'keep' | 'remove' | 'enough'>,
  ): Promise<void> {
    const waiting = Math.min(limit, (await this.count(service)) ?? 0);
    await this.onChannel(async (channel) => {
      const kept: GetMessage[] = [];
      try {
        for (let seen = 0; seen < waiting; seen += 1) {
          const message = await channel.get(this.queueOf(service), { noAck: false });
          if (!message) break;
          kept.push(message);
          const next = await visit(channel, message);
          if (next === 'enough') break;
          if (next === 'keep') continue;
          channel.ack(message);
          kept.pop();
        }
      } finally {
        for (const message of kept) channel.reject(message, true);
      }
    });
  }

  private async onChannel<T>(work: (channel: ConfirmChannel) => Promise<T>): Promise<T> {
    const channel = await this.model.createConfirmChannel();
    let failure: Error | undefined;
    channel.on('error', (error) => (failure = error));
    try {
      return await work(channel);
    } finally {
      if (!failure) await channel.close();
    }
  }
}
