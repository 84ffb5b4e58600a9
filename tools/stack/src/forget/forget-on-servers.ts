import { connect } from 'amqplib';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { SERVICES } from '../../early/services.mjs';
import { mongodbAnswers, rabbitmqAnswers, redisAnswers } from '../servers/answers.js';
import type { Servers } from '../servers/servers.js';
import { stackNames } from '../stack-names.js';

/** What a service declares on the bus beside its requests, with the delays of its retries. */
const PURPOSES = [
  ...['requests', 'events', 'dead-letters'],
  ...[1_000, 10_000, 60_000, 600_000].map((delayMs) => `retry.${delayMs}`),
];

/**
 * Removes everything that carries the name of a stack from the servers that it used last. One that does not answer is
 * passed over: either it was the stack's own and has ended, or it is somebody else's and away. Gives a line for each
 * that was changed.
 */
export async function forgetOnServers(id: string, { mongo, amqp, redis }: Servers): Promise<string[]> {
  const names = stackNames(id);
  const [databases, queues, keys] = await Promise.all([
    mongodbAnswers(mongo).then((answers) => (answers ? dropDatabases(mongo, `${names.databasePrefix}-`) : 0)),
    rabbitmqAnswers(amqp).then((answers) =>
      answers ? deleteQueues(amqp, names.amqpPrefix, names.eventsExchange) : null,
    ),
    redisAnswers(redis).then((answer) => (answer ? deleteKeys(redis, `${names.redisPrefix}:`) : 0)),
  ]);
  return [
    ...(databases ? [`MongoDB: ${databases} databases dropped`] : []),
    ...(queues === null ? [] : [`RabbitMQ: queues deleted, and ${queues} messages in them`]),
    ...(keys ? [`Redis: ${keys} keys deleted`] : []),
  ];
}

async function dropDatabases(uri: string, prefix: string): Promise<number> {
  const client = await new mongoose.mongo.MongoClient(uri).connect();
  try {
    const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
    const ours = databases.filter(({ name }) => name.startsWith(prefix));
    for (const { name } of ours) await client.db(name).dropDatabase();
    return ours.length;
  } finally {
    await client.close();
  }
}

async function deleteQueues(url: string, prefix: string, exchange: string): Promise<number> {
  const connection = await connect(url, { noDelay: true });
  connection.on('error', () => {});
  try {
    const channel = await connection.createChannel();
    const queues = SERVICES.flatMap((service) =>
      PURPOSES.map((purpose) => `${prefix}.${service}.${purpose}`),
    );
    let messages = 0;
    // Deleting a queue that is not there is no mistake to the broker.
    for (const queue of [...queues, `${prefix}.unrouted`])
      messages += (await channel.deleteQueue(queue)).messageCount;
    for (const name of [exchange, `${exchange}.unrouted`]) await channel.deleteExchange(name);
    return messages;
  } finally {
    await connection.close();
  }
}

async function deleteKeys(url: string, prefix: string): Promise<number> {
  const redis = new Redis(url);
  let deleted = 0;
  try {
    let cursor = '0';
    do {
      const [next, keys] = await redis.scan(cursor, 'MATCH', `${prefix}*`, 'COUNT', 1_000);
      if (keys.length > 0) deleted += await redis.unlink(...keys);
      cursor = next;
    } while (cursor !== '0');
    return deleted;
  } finally {
    redis.disconnect();
  }
}
