import { connect } from 'amqplib';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { randomBytes } from 'node:crypto';
import { stackNames } from '../stack-names.js';
import { forgetOnServers } from './forget-on-servers.js';

const { MONGODB_URI: mongo = '', AMQP_URL: amqp = '', REDIS_URL: redis = '' } = process.env;
const ids = [randomBytes(4).toString('hex'), randomBytes(4).toString('hex')] as const;

async function withServers<T>(work: (servers: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> {
  const servers = await open();
  try {
    return await work(servers);
  } finally {
    await servers.client.close();
    await servers.connection.close();
    servers.keys.disconnect();
  }
}

async function open() {
  const client = await new mongoose.mongo.MongoClient(mongo).connect();
  const connection = await connect(amqp);
  return { client, connection, channel: await connection.createChannel(), keys: new Redis(redis) };
}

/** As the services of a stack leave it. */
const leaveSomething = (id: string) =>
  withServers(async ({ client, channel, keys }) => {
    const names = stackNames(id);
    await client.db(`${names.databasePrefix}-identity`).collection('users').insertOne({ name: 'Ann' });
    const durable = { durable: true, arguments: { 'x-queue-type': 'quorum' } };
    await channel.assertQueue(`${names.amqpPrefix}.identity.events`, durable);
    await channel.assertExchange(names.eventsExchange, 'topic', { durable: true });
    await keys.set(`${names.redisPrefix}:queue:1`, 'a job');
  });

const whatIsLeft = (id: string) =>
  withServers(async ({ client, connection, keys }) => {
    const names = stackNames(id);
    const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
    // Asking for a queue that is not there closes the channel.
    const channel = await connection.createChannel();
    channel.on('error', () => {});
    const queue = await channel.checkQueue(`${names.amqpPrefix}.identity.events`).then(
      () => 1,
      () => 0,
    );
    return {
      databases: databases.filter(({ name }) => name.startsWith(names.databasePrefix)).length,
      queues: queue,
      keys: (await keys.keys(`${names.redisPrefix}:*`)).length,
    };
  });

it('removes what carries the name of one stack from servers that others use too, and nothing of another', async () => {
  const [gone, kept] = ids;
  await leaveSomething(gone);
  await leaveSomething(kept);
  expect(await forgetOnServers(gone, { mongo, amqp, redis })).toEqual([
    'MongoDB: 1 databases dropped',
    'RabbitMQ: queues deleted, and 0 messages in them',
    'Redis: 1 keys deleted',
  ]);
  expect(await whatIsLeft(gone)).toEqual({ databases: 0, queues: 0, keys: 0 });
  expect(await whatIsLeft(kept)).toEqual({ databases: 1, queues: 1, keys: 1 });
  await forgetOnServers(kept, { mongo, amqp, redis });
  expect(await whatIsLeft(kept)).toEqual({ databases: 0, queues: 0, keys: 0 });
}, 60_000);

it('passes servers over that do not answer', async () => {
  const away = { mongo: 'mongodb://127.0.0.1:1', amqp: 'amqp://127.0.0.1:1', redis: 'redis://127.0.0.1:1' };
  expect(await forgetOnServers(ids[0], away)).toEqual([]);
}, 30_000);
