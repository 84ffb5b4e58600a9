import type { Channel, ConsumeMessage, Message } from 'amqplib';
import { Fault, type RequestContract, ownerOf } from '@seatkeeper/contracts';
import { stateActor } from '../actors/who-acts.js';
import type { BrokerConnection } from '../broker/connection.js';
import { contextHeaders } from '../broker/headers.js';
import type { Lane } from '../broker/lane.js';
import { quickRequestQueue, requestQueue } from '../broker/topology.js';
import type { BusConfig } from '../config.js';
import { readReply, writeAccount, writeDeadline } from './wire.js';

/** RabbitMQ hands answers straight to the channel that asked: no reply queue, nothing to clean up. */
const REPLY_TO = 'amq.rabbitmq.reply-to';

interface Pending {
  readonly contract: RequestContract;
  readonly settle: (result: { answer: unknown } | { fault: Fault }) => void;
}

/** Sends requests and matches the answers; an answer is unchecked, a refusal is always a Fault. */
export class RequestClient {
  private readonly lane: Lane;
  private readonly pending = new Map<string, Pending>();
  private lastId = 0;

  constructor(
    connection: BrokerConnection,
    private readonly config: BusConfig,
  ) {
    this.lane = connection.lane({
      name: 'asking',
      create: (model) => model.createChannel(),
      setUp: (channel) => this.setUp(channel),
      onLost: (reason) => this.failAll(reason),
    });
  }

  /** Rejects with the answer's Fault, or `service-unavailable` when none comes before the contract's timeout. */
  async ask(contract: RequestContract, input: unknown): Promise<unknown> {
    const asked = Date.now();
    const channel = this.lane.current ?? (await this.connected(contract));
    const leftMs = contract.timeoutMs - (Date.now() - asked);
    if (leftMs <= 0) throw unavailable(contract, 'there was no connection to RabbitMQ in time');
    return this.send(channel, contract, input, leftMs);
  }

  private async connected(contract: RequestContract): Promise<Channel> {
    try {
      return await this.lane.whenReady(Math.min(contract.timeoutMs, this.config.requestPatienceMs));
    } catch (error) {
      throw unavailable(contract, (error as Error).message);
    }
  }

  private send(channel: Channel, contract: RequestContract, input: unknown, ms: number): Promise<unknown> {
    const id = (++this.lastId).toString(36);
    const untilMs = Date.now() + Math.ceil(ms);
    const body = bodyOf(input);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => settle({ fault: unavailable(contract, `nobody answered in ${contract.timeoutMs} ms`) }),
        ms,
      );
      const settle: Pending['settle'] = (result) => {
        clearTimeout(timer);
        this.pending.delete(id);
        if ('fault' in result) reject(result.fault);
        else resolve(result.answer);
      };
      this.pending.set(id, { contract, settle });
      try {
        channel.publish('', this.queueOf(contract), body, {
          type: contract.name,
          correlationId: id,
          replyTo: REPLY_TO,
          expiration: Math.ceil(ms),
          persistent: false,
          mandatory: true,
          contentType: 'application/json',
          appId: this.config.service,
          userId: this.config.user,
          headers: {
            ...contextHeaders(),
            ...writeDeadline(untilMs),
            ...writeAccount(input),
            ...stateActor({ contract, input, body, untilMs }, this.config.actorKey),
          },
        });
      } catch (error) {
        settle({ fault: unavailable(contract, (error as Error).message) });
      }
    });
  }

  private queueOf(contract: RequestContract): string {
    const queue = contract.quick ? quickRequestQueue : requestQueue;
    return queue(this.config, ownerOf(contract));
  }

  private async setUp(channel: Channel): Promise<void> {
    channel.on('return', (message) => this.returned(message));
    await channel.consume(REPLY_TO, (message) => this.replied(channel, message), { noAck: true });
  }

  private replied(channel: Channel, message: ConsumeMessage | null): void {
    if (!message) return void channel.close().catch(() => undefined);
    const pending = this.pending.get(String(message.properties.correlationId));
    if (!pending) return; // it came after its timeout
    const reply = readReply(message.content);
    if (!reply)
      pending.settle({ fault: new Fault('internal-error', `${ownerOf(pending.contract)} sent no answer`) });
    else if ('fault' in reply) pending.settle({ fault: Fault.fromData(reply.fault) });
    else pending.settle({ answer: reply.answer });
  }

  private returned({ properties }: Message): void {
    const pending = this.pending.get(String(properties.correlationId));
    pending?.settle({ fault: unavailable(pending.contract, 'it has never been started here') });
  }

  private failAll(reason: string): void {
    for (const { contract, settle } of [...this.pending.values()])
      settle({ fault: unavailable(contract, `the connection was lost, the outcome is unknown (${reason})`) });
  }
}

const bodyOf = (input: unknown): Buffer => Buffer.from(JSON.stringify(input) ?? '');

const unavailable = (contract: RequestContract, why: string): Fault =>
  new Fault('service-unavailable', `${contract.name} was not answered by ${ownerOf(contract)}: ${why}.`);
