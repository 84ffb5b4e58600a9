import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Fault, type Output, type RequestContract, requests } from '@seatkeeper/contracts';
import { inSpan, logger, runInContext, Shutdown } from '@seatkeeper/service';
import type { z } from 'zod';
import { keysMissing } from './actors/who-acts.js';
import { BrokerConnection } from './broker/connection.js';
import { contextHeaders } from './broker/headers.js';
import { requestQueue } from './broker/topology.js';
import { hasOwnUser } from './broker/users.js';
import { BUS_CONFIG, type BusConfig } from './config.js';
import { CLOUD_EVENT_JSON, type OutgoingEvent, writeCloudEvent } from './cloud-event.js';
import { type Publication, Publisher } from './events/publisher.js';
import { asked, published } from './measures.js';
import { RequestClient } from './requests/request-client.js';
import { refuseAsking } from './requests/who-may-ask.js';

export type { OutgoingEvent } from './cloud-event.js';

/**
 * Nothing is held up by a sender that the broker has not yet missed, and a broker that hangs is noticed by the connection
 * that consumes and by requests that time out. So this one wakes a process at rest less often.
 */
const HEARTBEAT_SECONDS = 20;

/** Asks other services and publishes events; reconnects by itself. */
@Injectable()
export class Bus implements OnModuleInit, OnApplicationShutdown {
  /** For `BusServer`, which puts retries and dead letters away. */
  readonly publisher: Publisher;
  private readonly connection: BrokerConnection;
  private readonly client: RequestClient;
  private readonly log = logger('bus');

  constructor(
    @Inject(BUS_CONFIG) private readonly config: BusConfig,
    shutdown: Shutdown,
  ) {
    const name = `${config.prefix} ${config.service} publishes`;
    this.connection = new BrokerConnection(config.url, name, HEARTBEAT_SECONDS);
    this.client = new RequestClient(this.connection, config);
    this.publisher = new Publisher(this.connection, config);
    shutdown.on('transport', 'bus', () => this.close());
  }

  async onModuleInit(): Promise<void> {
    this.refuseMissingKeys();
    await this.connection.open(this.config.startPatienceMs);
  }

  /**
   * Asks and waits. Rejects only with a Fault: the answer's own, or `service-unavailable` (nobody answered in
   * time, or the connection dropped: outcome unknown).
   */
  async request<C extends RequestContract>(contract: C, input: z.input<C['input']>): Promise<Output<C>> {
    const started = performance.now();
    let outcome = 'ok';
    try {
      return await inSpan(`request ${contract.name}`, 'client', () => this.ask(contract, input));
    } catch (error) {
      const fault = this.faultOf(contract, error);
      outcome = fault.code;
      throw fault;
    } finally {
      asked.observe({ request: contract.name, outcome }, (performance.now() - started) / 1_000);
    }
  }

  /**
   * Publishes with confirm: for the outbox relay, and for counts that no document holds. Rejects with `service-unavailable` if the broker did
   * not take all of them within 5 s; some may have been taken nevertheless.
   */
  async publish(events: readonly OutgoingEvent[]): Promise<void> {
    if (events.length === 0) return;
    let outcome = 'failed';
    try {
      await inSpan(`publish ${events[0]?.name}`, 'producer', () =>
        this.publisher.toExchange(events.map((event) => this.publication(event))),
      );
      outcome = 'confirmed';
    } finally {
      for (const { name } of events) published.inc({ event: name, outcome });
    }
  }

  /** Throws a sentence while messages cannot be sent. */
  checkReady(): void {
    if (!this.connection.isReady) throw new Error(this.connection.lastError ?? 'not connected');
    if (this.connection.blocked) throw new Error('RabbitMQ takes no messages at the moment');
  }

  /**
   * Rejects with a sentence when no process takes the requests to a service. One that hangs counts as none once the broker
   * has missed its heartbeats.
   */
  async checkAnswered(service: string): Promise<void> {
    const consumers = await this.connection.consumersOf(requestQueue(this.config, service));
    if (consumers === 0) throw new Error(`no process of ${service} takes requests`);
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  /** Where services share a user they can say what they like of each other, too: then it is said aloud, and no more. */
  private refuseMissingKeys(): void {
    const missing = keysMissing(this.config, requests).join(' ');
    if (missing && hasOwnUser(this.config))
      throw new Error(`${missing} docs/operations.md says how keys are made.`);
    if (missing) this.log.warn('Who asks may name whomever they like as who acts', { missing });
  }

  private async ask<C extends RequestContract>(contract: C, input: unknown): Promise<Output<C>> {
    const refusal = refuseAsking(this.config, contract);
    if (refusal) throw new Error(refusal);
    const answer = contract.output.safeParse(await this.client.ask(contract, input));
    if (answer.success) return answer.data as Output<C>;
    throw new Error(`The answer breaks its contract: ${answer.error.message}`);
  }

  private faultOf(contract: RequestContract, error: unknown): Fault {
    if (error instanceof Fault) return error;
    this.log.error('A request failed', { request: contract.name, error });
    return new Fault('internal-error');
  }

  private publication(event: OutgoingEvent): Publication {
    return {
      exchange: this.config.eventsExchange,
      routingKey: event.name,
      body: writeCloudEvent(this.config.service, event),
      options: {
        persistent: true,
        contentType: CLOUD_EVENT_JSON,
        messageId: event.id,
        type: event.name,
        timestamp: Math.floor(event.at.getTime() / 1_000),
        appId: this.config.service,
        userId: this.config.user,
        headers: event.context ? runInContext(event.context, contextHeaders) : contextHeaders(),
      },
    };
  }
}
