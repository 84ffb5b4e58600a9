import { connect as connectAmqp } from 'amqplib';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { uniqueName } from './names.js';
import { type Servers, servers } from './servers.js';

/** Settings every service of a test shares: its own databases, queues and keys on the servers of the tests. */
export interface World {
  readonly prefix: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Names of the services that ran in it. */
  readonly services: Set<string>;
  /** Redis forgets everything that carries the prefix, as when it comes back without its data. */
  forgetRedis(): Promise<void>;
  /** Drops everything that carries the prefix. */
  close(): Promise<void>;
}

/** Services started in one world hear each other and nobody else. */
export function testWorld(prefix = uniqueName('test')): World {
  const found = servers();
  const settings = {
    MONGODB_URI: monitored(found.mongo),
    MONGODB_DATABASE_PREFIX: prefix,
    AMQP_URL: found.amqp,
    AMQP_PREFIX: prefix,
    AMQP_EVENTS_EXCHANGE: `${prefix}.events`,
    BILLING_SOURCES: 'acme-erp',
    BUS_STRICT: 'true',
    REDIS_URL: found.redis,
    REDIS_PREFIX: prefix,
  };
  const services = new Set<string>();
  return {
    prefix,
    settings,
    services,
    forgetRedis: () => deleteKeys(found.redis, prefix),
    close: () => removeWorld(found, prefix, services),
  };
}

/** Tests may count what is asked of the database. */
const monitored = (uri: string): string => `${uri}${uri.includes('?') ? '&' : '?'}monitorCommands=true`;

/** The queues that a service of `libs/bus` declares, with its usual delays of retries. */
const PURPOSES = [
  'requests',
  'quick-requests',
  'events',
  'dead-letters',
  'passing',
  ...[1_000, 10_000, 60_000, 600_000].map((delayMs) => `retry.${delayMs}`),
];

async function removeWorld(found: Servers, prefix: string, services: Iterable<string>): Promise<void> {
  await Promise.all([
    dropDatabases(found.mongo, prefix),
    deleteKeys(found.redis, prefix),
    deleteQueues(found.amqp, prefix, services),
  ]);
}

async function dropDatabases(uri: string, prefix: string): Promise<void> {
  const client = await new mongoose.mongo.MongoClient(uri).connect();
  try {
    const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
    for (const { name } of databases) if (name.startsWith(`${prefix}-`)) await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
}

async function deleteKeys(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url);
  try {
    let cursor = '0';
    do {
      const [next, keys] = await redis.scan(cursor, 'MATCH', `${prefix}:*`, 'COUNT', 1_000);
      if (keys.length > 0) await redis.unlink(...keys);
      cursor = next;
    } while (cursor !== '0');
  } finally {
    redis.disconnect();
  }
}

async function deleteQueues(url: string, prefix: string, services: Iterable<string>): Promise<void> {
  const connection = await connectAmqp(url);
  try {
    const channel = await connection.createChannel();
    for (const service of services)
      for (const purpose of PURPOSES) await channel.deleteQueue(`${prefix}.${service}.${purpose}`);
    await channel.deleteQueue(`${prefix}.unrouted`);
    for (const exchange of [`${prefix}.events`, `${prefix}.events.unrouted`])
      await channel.deleteExchange(exchange);
  } finally {
    await connection.close();
  }
}
