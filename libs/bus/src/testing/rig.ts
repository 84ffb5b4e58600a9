import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { type INestMicroservice, Module, type Provider, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AsyncMicroserviceOptions } from '@nestjs/microservices';
import { Health, ServiceModule, Shutdown } from '@seatkeeper/service';
import { type ConfirmChannel, type ChannelModel, connect, type GetMessage } from 'amqplib';
import {
  deadLetterQueue,
  eventQueue,
  quickRequestQueue,
  requestQueue,
  retryQueue,
  unroutedExchange,
  unroutedQueue,
} from '../broker/topology.js';
import { Bus } from '../bus.js';
import { BusModule, type BusOptions } from '../bus.module.js';
import { BusServer } from '../bus-server.js';

export const AMQP_URL = process.env['AMQP_URL'] ?? 'amqp://guest:guest@127.0.0.1:5672';
const DELAYS_MS = [100, 200];

/** A service in this process. */
export interface RigService {
  readonly app: INestMicroservice;
  readonly bus: Bus;
  readonly health: Health;
  /** As on SIGTERM. */
  stop(): Promise<void>;
}

/** Services with queues of their own on the real broker, and a view behind the scenes. */
export class Rig {
  readonly prefix = `bus-${randomBytes(5).toString('hex')}`;
  readonly place = { prefix: this.prefix, eventsExchange: `${this.prefix}.events` };
  private readonly services = new Map<string, RigService[]>();

  private constructor(
    private readonly model: ChannelModel,
    readonly channel: ConfirmChannel,
  ) {}

  static async open(): Promise<Rig> {
    const model = await connect(AMQP_URL, { noDelay: true });
    return new Rig(model, await model.createConfirmChannel());
  }

  get environment(): Record<string, string> {
    return {
      AMQP_URL,
      AMQP_PREFIX: this.prefix,
      AMQP_EVENTS_EXCHANGE: this.place.eventsExchange,
    };
  }

  async start(
    name: string,
    handlers: Provider[],
    options: BusOptions & {
      url?: string;
      strict?: boolean;
      actorKey?: string;
      actorKeys?: string[];
      providers?: Provider[];
      controllers?: Type[];
    } = {},
  ): Promise<RigService> {
    const { url = AMQP_URL, strict = false, providers = [], controllers = [], ...more } = options;
    const { actorKey: ACTOR_KEY, actorKeys: ACTOR_PUBLIC_KEYS, ...busOptions } = more;
    const keys = { ACTOR_KEY, ACTOR_PUBLIC_KEYS };
    const settings = { ...this.environment, ...keys, AMQP_URL: url, BUS_STRICT: strict, BILLING_SOURCES: [] };
    const answering = { module: moduleClass(), providers: handlers, controllers };
    const inbox = { module: moduleClass(), global: true, providers, exports: providers };
    const root = {
      module: moduleClass(),
      imports: [
        ServiceModule.forRoot(name, settings),
        inbox,
        BusModule.forRoot({ retryDelaysMs: DELAYS_MS, part: true, ...busOptions }),
        answering,
      ],
    };
    const app = await NestFactory.createMicroservice<AsyncMicroserviceOptions>(root, {
      logger: false,
      abortOnError: false,
      inject: [BusServer],
      useFactory: (strategy: BusServer) => ({ strategy }),
    });
    const stop = async () => {
      await app.get(Shutdown).run();
      await app.close();
    };
    const service = {
      app,
      bus: app.get(Bus, { strict: false }),
      health: app.get(Health, { strict: false }),
      stop,
    };
    this.services.set(name, [...(this.services.get(name) ?? []), service]);
    await app.listen();
    return service;
  }

  /** Puts a message on the events exchange as a foreign publisher would. */
  async emit(body: string | object, routingKey?: string, properties: object = {}): Promise<void> {
    const key = routingKey ?? (body as { type: string }).type;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    this.channel.publish(this.place.eventsExchange, key, Buffer.from(text), properties);
    await this.channel.waitForConfirms();
  }

  async waiting(queue: string): Promise<number> {
    return (await this.channel.checkQueue(queue)).messageCount;
  }

  /** Takes all dead letters of a service away. */
  async deadLetters(service: string): Promise<GetMessage[]> {
    const found: GetMessage[] = [];
    for (;;) {
      const message = await this.channel.get(deadLetterQueue(this.place, service), { noAck: true });
      if (!message) return found;
      found.push(message);
    }
  }

  /** Takes the first event of a service and dies of it, as a process would. */
  async dieOf(service: string): Promise<void> {
    const channel = await this.model.createChannel();
    await channel.get(eventQueue(this.place, service));
    await channel.close();
  }

  /** Stops every service and removes what it declared. */
  async close(): Promise<void> {
    await Promise.all([...this.services.values()].flat().map((service) => service.stop()));
    const { channel, place } = this;
    for (const service of this.services.keys()) {
      const queues = [requestQueue, quickRequestQueue, eventQueue, deadLetterQueue].map((queue) =>
        queue(place, service),
      );
      for (const queue of [...queues, ...DELAYS_MS.map((delayMs) => retryQueue(place, service, delayMs))])
        await channel.deleteQueue(queue);
    }
    await channel.deleteQueue(unroutedQueue(place));
    await channel.deleteExchange(place.eventsExchange);
    await channel.deleteExchange(unroutedExchange(place));
    await this.model.close();
  }
}

/** Tries again until the assertion holds; rejects with its last failure after the deadline. */
export async function eventually<T>(assertion: () => T | Promise<T>, deadlineMs = 10_000): Promise<T> {
  for (const deadline = Date.now() + deadlineMs; ; await setTimeout(25)) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

/** A CloudEvent as the service to which its type belongs would write it. */
export const cloudEvent = (type: string, data: object, more: object = {}) => ({
  specversion: '1.0',
  id: randomBytes(8).toString('hex'),
  source: `/seatkeeper/${type.split('.')[0]}`,
  type,
  time: '2026-11-22T06:00:00Z',
  data,
  ...more,
});

function moduleClass(): Type {
  @Module({})
  class Part {}
  return Part;
}
