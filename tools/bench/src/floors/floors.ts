import { connect } from 'amqplib';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { median } from '../numbers.js';
import type { MeasuredStack } from '../stack/measured-stack.js';
import type { BareSettings } from '../paths/bare-server.js';

const MAIN = fileURLToPath(new URL('main.js', import.meta.url));
const TIMES = 300;

/** Milliseconds that the servers take for one of each, alone: nobody who uses them is faster. */
export interface ServerFloors {
  readonly journaledWriteMs: number;
  readonly messageRoundTripMs: number;
}

export async function serverFloors(stack: MeasuredStack): Promise<ServerFloors> {
  return { journaledWriteMs: await journaledWrite(stack), messageRoundTripMs: await messageRoundTrip(stack) };
}

async function journaledWrite({ mongo, info }: MeasuredStack): Promise<number> {
  const collection = mongo.db(`${info.databasePrefix}-bench`).collection('writes');
  return timed((n) =>
    collection.insertOne({ n, at: new Date() }, { writeConcern: { w: 'majority', journal: true } }),
  );
}

/** A question into a classic queue and its answer straight back, as a request on the bus goes. */
async function messageRoundTrip({ amqp }: MeasuredStack): Promise<number> {
  const connection = await connect(amqp, { noDelay: true });
  const channel = await connection.createChannel();
  const { queue } = await channel.assertQueue('', { exclusive: true });
  await channel.consume(
    queue,
    (message) => {
      if (message) channel.publish('', String(message.properties.replyTo), message.content);
    },
    { noAck: true },
  );
  let answered = () => {};
  await channel.consume('amq.rabbitmq.reply-to', () => answered(), { noAck: true });
  const content = Buffer.alloc(300, 'x');
  const ms = await timed(
    () =>
      new Promise<void>((resolve) => {
        answered = resolve;
        channel.publish('', queue, content, { replyTo: 'amq.rabbitmq.reply-to' });
      }),
  );
  await connection.close();
  return ms;
}

async function timed(work: (n: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < TIMES; n += 1) {
    const begin = performance.now();
    await work(n);
    times.push(performance.now() - begin);
  }
  return median(times);
}

export interface RunningBareServer {
  readonly address: string;
  readonly pid: number;
  stop(): void;
}

/** Starts the floor of a path in a process of its own. */
export async function startBareServer(
  path: string,
  { info, amqp }: MeasuredStack,
): Promise<RunningBareServer> {
  const settings: BareSettings = {
    mongo: info.mongo,
    database: `${info.databasePrefix}-bench`,
    amqp,
    smtp: info.mail.smtp,
  };
  const child = fork(MAIN, [path, JSON.stringify(settings)], { execArgv: ['--max-semi-space-size=4'] });
  const [{ address }] = (await once(child, 'message')) as [{ address: string }];
  return { address, pid: child.pid ?? 0, stop: () => child.disconnect() };
}
