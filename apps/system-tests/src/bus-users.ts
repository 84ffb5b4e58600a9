import { ownerOf, type RequestContract } from '@seatkeeper/contracts';
import type { AttachedStack } from '@seatkeeper/stack';
import { type Channel, type ChannelModel, connect, type Options } from 'amqplib';

/**
 * Whether a user of the broker got through, or who stopped it: RabbitMQ, with its code, or the service that received it,
 * because of the user or because of the person that it names.
 */
export type Outcome =
  'through' | 'refused by the service' | 'not believed' | `refused by RabbitMQ: ${number}`;

/** Somebody who has got hold of the password of one user of the bus, and speaks to it with a plain client. */
export class BusUser {
  private constructor(
    readonly name: string,
    private readonly stack: AttachedStack,
    private readonly connection: ChannelModel,
  ) {}

  /** `identity`, or `billing.demo`. */
  static async open(stack: AttachedStack, speaker: string): Promise<BusUser> {
    const address = stack.info().amqpUsers?.[speaker];
    if (address === undefined) throw new Error(`The stack's RabbitMQ has no user for ${speaker}.`);
    return new BusUser(new URL(address).username, stack, await connect(address, { noDelay: true }));
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  /** Asks with next to no content, which nobody can answer: but whoever may not ask is told that first. */
  ask(contract: RequestContract, content: object = {}): Promise<Outcome> {
    const kind = contract.quick ? 'quick-requests' : 'requests';
    return this.attempt(async (channel) => {
      const answered = new Promise<Outcome>((resolve) => {
        void channel.consume(
          'amq.rabbitmq.reply-to',
          (message) => {
            resolve(outcomeOf(JSON.parse(message?.content.toString() ?? '{}') as Reply));
          },
          { noAck: true },
        );
      });
      channel.publish('', this.queue(ownerOf(contract), kind), Buffer.from(JSON.stringify(content)), {
        ...{ type: contract.name, correlationId: '1', replyTo: 'amq.rabbitmq.reply-to' },
        userId: this.name,
      });
      return answered;
    });
  }

  /** Publishes an event under the name of its owner. */
  publish(type: string, options: Options.Publish = {}): Promise<Outcome> {
    return this.send(this.stack.info().eventsExchange, type, type, options);
  }

  /** Puts an event past the exchange into the queue of a service. */
  slip(type: string, service: string): Promise<Outcome> {
    return this.send('', this.queue(service, 'events'), type, {});
  }

  /** Takes messages out of a queue. */
  read(service: string, kind: string): Promise<Outcome> {
    return this.attempt(async (channel) => {
      await channel.consume(this.queue(service, kind), () => undefined);
      return 'through';
    });
  }

  private send(exchange: string, key: string, type: string, options: Options.Publish): Promise<Outcome> {
    const source = `/seatkeeper/${ownerOf({ name: type })}`;
    const event = { specversion: '1.0', id: `forged-by-${this.name}`, source, type, data: {} };
    return this.attempt(async (channel) => {
      channel.publish(exchange, key, Buffer.from(JSON.stringify(event)), { userId: this.name, ...options });
      await channel.checkExchange('amq.topic');
      return 'through';
    });
  }

  /** On a channel of its own, for RabbitMQ closes the one on which it refuses something. */
  private async attempt(work: (channel: Channel) => Promise<Outcome>): Promise<Outcome> {
    const channel = await this.connection.createChannel();
    const refused = new Promise<Outcome>((resolve) => {
      channel.on('error', ({ code }: { code: number }) => resolve(`refused by RabbitMQ: ${code}`));
    });
    const outcome = await Promise.race([refused, work(channel).catch(() => refused)]);
    if (!outcome.startsWith('refused by RabbitMQ')) await channel.close();
    return outcome;
  }

  private queue(service: string, kind: string): string {
    return `${this.stack.info().amqpPrefix}.${service}.${kind}`;
  }
}

interface Reply {
  readonly fault?: { readonly code: string; readonly detail?: string };
}

function outcomeOf({ fault }: Reply): Outcome {
  if (fault?.code === 'forbidden') return 'refused by the service';
  return fault?.detail?.startsWith('Nothing proves') ? 'not believed' : 'through';
}
