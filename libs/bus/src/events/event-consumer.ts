import { setTimeout } from 'node:timers/promises';
import { crash, inSpan, logger } from '@seatkeeper/service';
import type { ConsumeMessage } from 'amqplib';
import type { Delivery } from '../broker/consumer.js';
import { inContextOf } from '../broker/headers.js';
import { deadLetterQueue, retryQueue } from '../broker/topology.js';
import type { BusConfig } from '../config.js';
import { deadLettered, eventsWaiting, inFlight, retried } from '../measures.js';
import type { Handlers } from '../wiring/wiring.js';
import { type Arrival, arrivalOf } from './arrival.js';
import { type Failure, propertiesFor, readFailure, writeFailure } from './failure.js';
import type { HandlerRunner } from './handler-runner.js';
import { type Publisher, Unroutable } from './publisher.js';
import { Rounds } from './rounds.js';
import { settle, type Settlement, type Verdict } from './settlement.js';

const PUT_AWAY_AGAIN_MS = 500;

/** Settles what arrives in the event queue of a service: done, put back for later, or a dead letter. */
export class EventConsumer {
  private readonly log = logger('bus');
  private readonly rounds: Rounds;

  constructor(
    private readonly config: BusConfig,
    private readonly handlers: Handlers,
    private readonly runner: HandlerRunner,
    private readonly publisher: Publisher,
  ) {
    this.rounds = new Rounds(config.eventPrefetch);
  }

  /**
   * Runs the handlers when it is the turn of the event, and acks once every consequence is safe in a queue; never rejects. Without an
   * ack, because the channel is gone, the broker delivers the event again.
   */
  async handle(delivery: Delivery): Promise<void> {
    const { channel, message } = delivery;
    try {
      const failure = readFailure(message.properties.headers);
      const arrival = arrivalOf(message, failure, this.config, this.handlers);
      eventsWaiting.inc();
      const isHandled = await this.rounds.take(accountOf(arrival), () => {
        eventsWaiting.dec();
        return this.handleNow(delivery, arrival, failure);
      });
      if (isHandled) return;
      eventsWaiting.dec();
      // Another copy may have it before this one has ended what it is at.
      if (delivery.isOurs()) channel.nack(message);
    } catch (error) {
      this.log.warn('An event could not be acked and will come again', { reason: (error as Error).message });
    }
  }

  /** Gives back what waits for its turn; what has begun goes on. */
  letGo(): void {
    this.rounds.end();
  }

  private async handleNow(delivery: Delivery, arrival: Arrival, failure: Partial<Failure>): Promise<void> {
    // Its channel went while it waited: by now it is somebody else's.
    if (!delivery.isOurs()) return;
    const { channel, message } = delivery;
    inFlight.inc({ kind: 'event' });
    try {
      await inContextOf(message.properties.headers, async () => {
        const settlement = await this.decide(arrival, failure);
        if (!(await this.putAway(delivery, settlement))) return;
        crash('bus.event.beforeAck');
        channel.ack(message);
      });
    } finally {
      inFlight.dec({ kind: 'event' });
    }
  }

  private async decide(
    arrival: Arrival,
    { attempts = 0, outages = 0 }: Partial<Failure>,
  ): Promise<Settlement> {
    if (!arrival.ok) {
      const { code, reason } = arrival;
      return { deadLetter: { code, reason, attempts: attempts + 1, outages, handlers: [] } };
    }
    const { event, data, handlers } = arrival;
    const outcomes = await inSpan(`consume ${event.type}`, 'consumer', () =>
      Promise.all(handlers.map((handler) => this.runner.run(handler, event, data))),
    );
    return settle(outcomes, { attempts, outages }, this.config.retryDelaysMs);
  }

  /** Retries and dead letters go to their queues with confirm; false when that became pointless. */
  private async putAway(delivery: Delivery, { retry, deadLetter }: Settlement): Promise<boolean> {
    const { config } = this;
    if (deadLetter) {
      if (!(await this.put(delivery, deadLetterQueue(config, config.service), deadLetter))) return false;
      deadLettered.inc({ code: deadLetter.code });
      this.log.error('An event became a dead letter', { ...aboutOf(delivery.message), ...deadLetter });
    }
    if (retry) {
      if (!(await this.put(delivery, retryQueue(config, config.service, retry.delayMs), retry))) return false;
      crash('bus.retry.afterPublish');
      retried.inc({ delay_ms: String(retry.delayMs) });
      this.log.warn('An event will be tried again', { ...aboutOf(delivery.message), ...retry });
    }
    return true;
  }

  /** Tries as long as the message is ours to ack. */
  private async put(delivery: Delivery, queue: string, verdict: Verdict): Promise<boolean> {
    const { content, properties } = delivery.message;
    const headers = writeFailure(failureOf(delivery.message, verdict));
    while (delivery.isOurs()) {
      try {
        await this.publisher.toQueue(queue, content, propertiesFor(properties, headers));
        return true;
      } catch (error) {
        const reason = (error as Error).message;
        this.log.warn('A retry or dead letter could not be put away yet', { queue, reason });
        if (error instanceof Unroutable) delivery.reopen(reason);
        await setTimeout(PUT_AWAY_AGAIN_MS);
      }
    }
    return false;
  }
}

/** Whose event it is; what names no account has turns like one. */
function accountOf(arrival: Arrival): string {
  const { accountId } = (arrival.ok && arrival.data ? arrival.data : {}) as { accountId?: unknown };
  return typeof accountId === 'string' ? accountId : '';
}

function failureOf({ fields, properties }: ConsumeMessage, verdict: Verdict): Failure {
  const before = readFailure(properties.headers);
  const now = new Date().toISOString();
  return {
    ...verdict,
    handlers: verdict.handlers.length > 0 ? verdict.handlers : undefined,
    firstFailedAt: before.firstFailedAt ?? now,
    lastFailedAt: now,
    originalExchange: before.originalExchange ?? fields.exchange,
    originalRoutingKey: before.originalRoutingKey ?? fields.routingKey,
  };
}

const aboutOf = ({ properties, fields }: ConsumeMessage) => ({
  event: properties.type === undefined ? fields.routingKey : String(properties.type),
  eventId: properties.messageId === undefined ? undefined : String(properties.messageId),
});
