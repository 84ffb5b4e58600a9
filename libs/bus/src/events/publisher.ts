import { randomUUID } from 'node:crypto';
import type { ConfirmChannel, Options } from 'amqplib';
import { Fault } from '@seatkeeper/contracts';
import { within } from '@seatkeeper/service';
import type { BrokerConnection } from '../broker/connection.js';
import type { Lane } from '../broker/lane.js';
import { declareExchange, type Place } from '../broker/topology.js';
import type { BusConfig } from '../config.js';

export interface Publication {
  readonly exchange: string;
  readonly routingKey: string;
  readonly body: Buffer;
  readonly options: Options.Publish;
}

/** The queue a message was meant for is not there. */
export class Unroutable extends Error {}

/** Publishes with the broker's confirm, so that what was published survives the broker's death. */
export class Publisher {
  private readonly lane: Lane<ConfirmChannel>;
  private readonly returned = new Set<string>();

  constructor(
    connection: BrokerConnection,
    private readonly config: Pick<BusConfig, 'user' | 'confirmMs'> & Place,
  ) {
    this.lane = connection.lane<ConfirmChannel>({
      name: 'publishing',
      create: (model) => model.createConfirmChannel(),
      setUp: async (channel) => {
        channel.on('return', ({ properties }) => this.returned.add(String(properties.correlationId)));
        await declareExchange(channel, config);
      },
      onLost: () => this.returned.clear(),
    });
  }

  /** Rejects with `service-unavailable` unless the broker has taken every message in time. */
  async toExchange(publications: readonly Publication[]): Promise<void> {
    await this.inTime(async (channel) => {
      await Promise.all(publications.map((publication) => confirmed(channel, publication)));
    });
  }

  /** Puts a message into one queue; rejects with `Unroutable` when the queue is gone: a confirm alone would hide it. */
  async toQueue(queue: string, body: Buffer, options: Options.Publish): Promise<void> {
    const correlationId = randomUUID();
    const publication = {
      exchange: '',
      routingKey: queue,
      body,
      options: { ...options, persistent: true, mandatory: true, correlationId, userId: this.config.user },
    };
    await this.inTime((channel) => confirmed(channel, publication));
    if (this.returned.delete(correlationId)) throw new Unroutable(`The queue ${queue} is gone`);
  }

  private async inTime(publish: (channel: ConfirmChannel) => Promise<void>): Promise<void> {
    try {
      const { confirmMs } = this.config;
      const inTime = await within(confirmMs, () => this.lane.whenReady(confirmMs).then(publish));
      if (!inTime) throw new Error(`RabbitMQ did not confirm in ${confirmMs} ms`);
    } catch (error) {
      throw new Fault('service-unavailable', `Publishing failed: ${(error as Error).message}.`);
    }
  }
}

const confirmed = (
  channel: ConfirmChannel,
  { exchange, routingKey, body, options }: Publication,
): Promise<void> =>
  new Promise((resolve, reject) => {
    channel.publish(exchange, routingKey, body, options, (error: Error | null) =>
      error ? reject(error) : resolve(),
    );
  });
