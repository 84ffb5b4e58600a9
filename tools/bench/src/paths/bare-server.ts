import { connect } from 'amqplib';
import mongoose from 'mongoose';
import { createTransport } from 'nodemailer';

/** Where the bare server finds what it works with. */
export interface BareSettings {
  readonly mongo: string;
  readonly database: string;
  readonly amqp: string;
  readonly smtp: string;
}

type Message = Readonly<Record<string, unknown>>;

/** What the floor of a path is built from: the same servers and drivers, nothing else. */
export interface BareServer {
  /** A collection of its own, whose writes are answered when they are in the journal of the majority. */
  journaled(name: string): mongoose.mongo.Collection;
  readonly messages: {
    /** Resolves when the broker has confirmed a persistent message. */
    publish(message: Message): Promise<void>;
    hear(handle: (message: Message) => Promise<void>): void;
    /** Published and not yet handled. */
    readonly waiting: number;
  };
  readonly mail: { send(to: string): Promise<void> };
}

/** Connects to the servers of a stack; its queue and database are its own. */
export async function bareServer({ mongo, database, amqp, smtp }: BareSettings): Promise<BareServer> {
  const client = await new mongoose.mongo.MongoClient(mongo).connect();
  const transport = createTransport({ url: smtp, pool: true });
  return {
    journaled: (name) =>
      client.db(database).collection(name, { writeConcern: { w: 'majority', journal: true } }),
    messages: await bareMessages(amqp),
    mail: {
      async send(to) {
        await transport.sendMail({
          from: 'bench@seatkeeper.example',
          to,
          subject: 'Invitation',
          text: 'Welcome.',
        });
      },
    },
  };
}

async function bareMessages(amqp: string): Promise<BareServer['messages']> {
  const connection = await connect(amqp, { noDelay: true });
  const channel = await connection.createConfirmChannel();
  const { queue } = await channel.assertQueue('seatkeeper-bench', {
    durable: true,
    arguments: { 'x-queue-type': 'quorum' },
  });
  await channel.prefetch(20);
  let waiting = 0;
  return {
    publish: (message) => {
      waiting += 1;
      return new Promise((resolve, reject) =>
        channel.publish('', queue, Buffer.from(JSON.stringify(message)), { persistent: true }, (error) =>
          error ? reject(new Error(String(error))) : resolve(),
        ),
      );
    },
    hear(handle) {
      void channel.consume(queue, (message) => {
        if (!message) return;
        void handle(JSON.parse(message.content.toString()) as Message).then(() => {
          channel.ack(message);
          waiting -= 1;
        });
      });
    },
    get waiting() {
      return waiting;
    },
  };
}
