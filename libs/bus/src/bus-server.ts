import { Inject, Injectable, type OnApplicationBootstrap, Optional } from '@nestjs/common';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import { ownerOf, requests } from '@seatkeeper/contracts';
import { Health, logger, metrics, Repeater, Shutdown } from '@seatkeeper/service';
import { BrokerConnection } from './broker/connection.js';
import { Consumer } from './broker/consumer.js';
import {
  declareDeadLetterQueue,
  declareEventQueues,
  declareExchange,
  declareRequestQueue,
  declareUnroutedQueue,
  quickRequestQueue,
  requestQueue,
  UNROUTED_KEPT,
} from './broker/topology.js';
import { Bus } from './bus.js';
import { BUS_CONFIG, BUS_INBOX, type BusConfig } from './config.js';
import { EventConsumer } from './events/event-consumer.js';
import { HandlerRunner } from './events/handler-runner.js';
import type { Inbox } from './events/inbox.js';
import { HandlerSearch } from './wiring/handler-search.js';
import { deadLettersWaiting, unroutedKept } from './measures.js';
import { RequestServer } from './requests/request-server.js';
import { Turns } from './requests/turns.js';
import { Handlers, wiringMistakes } from './wiring/wiring.js';

/**
 * A process that is dead or hangs is noticed within about ten seconds, rather than the two minutes that RabbitMQ suggests, and
 * others get what it has taken.
 */
const HEARTBEAT_SECONDS = 5;

/** Among so many that wait here each account has its turn: a few kilobytes each, and what an import tells of at once. */
const EVENTS_IN_HAND = 10_000;

/** Bindings are declared again at each tenth look at what nobody heard: with a look each minute, every ten minutes. */
const LOOKS_PER_DECLARATION = 10;

/** Nest's transport strategy: gives requests and events of RabbitMQ to the methods under @Handle, @On and @OnAny. */
@Injectable()
export class BusServer implements CustomTransportStrategy, OnApplicationBootstrap {
  private readonly connection: BrokerConnection;
  private consumers: Consumer[] = [];
  private listening = false;
  private initialised = false;
  /** Events that no queue was bound to, at the last look. */
  private unheard = 0;
  private looks = 0;

  constructor(
    @Inject(BUS_CONFIG) private readonly config: BusConfig,
    @Optional() @Inject(BUS_INBOX) private readonly inbox: Inbox | undefined,
    private readonly bus: Bus,
    private readonly search: HandlerSearch,
    health: Health,
    shutdown: Shutdown,
    repeater: Repeater,
  ) {
    const name = `${config.prefix} ${config.service} consumes`;
    this.connection = new BrokerConnection(config.url, name, HEARTBEAT_SECONDS);
    health.add('rabbitmq', () => this.checkReady());
    shutdown.on('intake', 'bus', () => this.stopIntake());
    shutdown.on('work', 'bus', () => this.finish());
    shutdown.on('transport', 'bus consumers', () => this.connection.close());
    repeater.every(config.declareEveryMs, 'bus queues', () => this.declareAgain());
    metrics.measure('bus queues', () => this.measure());
  }

  /** Called by Nest for methods that are decorated for its own transports. */
  addHandler(pattern: unknown): never {
    throw new Error(`${JSON.stringify(pattern)} is handled without the bus: use @Handle, @On or @OnAny.`);
  }

  /** Checks the wiring and declares every queue; handlers run once the application is initialised, too. */
  listen(callback: (error?: unknown) => void): void {
    this.start().then(
      () => callback(),
      (error: unknown) => callback(error),
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    this.initialised = true;
    await this.consume();
  }

  /** Takes nothing new, waits up to 10 s for what is in flight, closes. */
  async close(): Promise<void> {
    await this.stopIntake();
    await this.finish();
    await this.connection.close();
  }

  /** Throws a sentence while messages cannot be sent, or are not coming in. */
  checkReady(): void {
    this.bus.checkReady();
    const idle = this.consumers.filter((consumer) => !consumer.isConsuming);
    if (idle.length > 0 && this.connection.lastError) throw new Error(this.connection.lastError);
    if (idle.length > 0)
      throw new Error(`nothing is taken from ${idle.map(({ name }) => name).join(' and ')}`);
  }

  private async start(): Promise<void> {
    const registrations = this.search.registrations();
    const { service, retired, part } = this.config;
    const owed = part ? [] : requests.filter((contract) => ownerOf(contract) === service);
    const mistakes = wiringMistakes(service, registrations, { owed, retired });
    if (mistakes.length > 0) throw new Error(mistakes.join(' '));
    const handlers = new Handlers(registrations);
    this.consumers = [
      this.requestConsumer(handlers, false),
      this.requestConsumer(handlers, true),
      this.eventConsumer(handlers),
    ].filter((consumer) => consumer !== null);
    if (this.consumers.length > 0) await this.connection.open(this.config.startPatienceMs);
    this.listening = true;
    await this.consume();
  }

  private async consume(): Promise<void> {
    if (!this.listening || !this.initialised) return;
    await Promise.all(this.consumers.map((consumer) => consumer.start()));
    logger('bus').info('listening', { queues: this.consumers.map(({ name }) => name) });
  }

  private requestConsumer({ requests }: Handlers, quick: boolean): Consumer | null {
    const answered = new Map([...requests].filter(([, { contract }]) => contract.quick === quick));
    if (answered.size === 0) return null;
    const { config } = this;
    const { requestPrefetch: atOnce, requestShare: share } = config;
    const turns = quick || share === undefined ? undefined : new Turns(atOnce, share);
    const server = new RequestServer(answered, config, turns);
    const queue = (quick ? quickRequestQueue : requestQueue)(config, config.service);
    return new Consumer(this.connection, {
      name: quick ? 'quick requests' : 'requests',
      // Those beyond their share wait here, so that others behind them are heard.
      prefetch: turns ? 2 * atOnce : atOnce,
      declare: (channel) => declareRequestQueue(channel, queue),
      handle: (delivery) => server.handle(delivery),
    });
  }

  private eventConsumer(handlers: Handlers): Consumer | null {
    const { config } = this;
    const { bindings } = handlers;
    if (bindings.length === 0) return null;
    const events = new EventConsumer(config, handlers, new HandlerRunner(this.inbox), this.bus.publisher);
    return new Consumer(this.connection, {
      name: 'events',
      prefetch: config.eventPrefetch,
      more: EVENTS_IN_HAND,
      declare: async (channel) => {
        await declareExchange(channel, config);
        return declareEventQueues(channel, config, config.service, { ...config, bindings });
      },
      handle: (delivery) => events.handle(delivery),
      letGo: () => events.letGo(),
    });
  }

  private async stopIntake(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.stop()));
  }

  private async finish(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.finish(this.config.drainMs)));
  }

  /**
   * A binding that somebody removed is noticed by nobody: its events go by. If no other service hears them either, they lie
   * among what nobody heard, and where more lies there than before, everything is declared again at once; otherwise only
   * now and then, for it takes a question to the broker for each of a hundred names.
   */
  private async declareAgain(): Promise<void> {
    const consumer = this.eventsConsumer();
    const channel = consumer?.channel;
    if (!channel) return;
    const before = this.unheard;
    this.unheard = await declareUnroutedQueue(channel, this.config);
    this.looks += 1;
    const grew = this.unheard > before || this.unheard >= UNROUTED_KEPT;
    if (grew || this.looks % LOOKS_PER_DECLARATION === 0) await consumer.declareAgain();
  }

  private async measure(): Promise<void> {
    const channel = this.eventsConsumer()?.channel;
    if (!channel) return;
    deadLettersWaiting.set(await declareDeadLetterQueue(channel, this.config, this.config.service));
    unroutedKept.set(await declareUnroutedQueue(channel, this.config));
  }

  private eventsConsumer(): Consumer | undefined {
    return this.consumers.find(({ name }) => name === 'events');
  }
}
