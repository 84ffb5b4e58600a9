import { connect } from 'amqplib';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';

const PATIENCE_MS = 2_000;

/** Whether a MongoDB serves clients there, with the access that the address gives. */
export async function mongodbAnswers(uri: string): Promise<boolean> {
  const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: PATIENCE_MS });
  try {
    await client.connect();
    await client.db('admin').command({ listDatabases: 1, nameOnly: true });
    return true;
  } catch {
    return false;
  } finally {
    await client.close();
  }
}

/** Whether a RabbitMQ lets the user of the address in. */
export async function rabbitmqAnswers(url: string): Promise<boolean> {
  try {
    const connection = await connect(url, { timeout: PATIENCE_MS, noDelay: true });
    connection.on('error', () => {});
    await connection.close();
    return true;
  } catch {
    return false;
  }
}

/** Whether a Redis answers PING there, and what it does when its memory is full. */
export async function redisAnswers(url: string): Promise<{ evictionPolicy: string } | null> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: PATIENCE_MS,
    commandTimeout: PATIENCE_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  redis.on('error', () => {});
  try {
    await redis.connect();
    await redis.ping();
    const memory = await redis.info('memory');
    return { evictionPolicy: /^maxmemory_policy:(\S+)/m.exec(memory)?.[1] ?? 'unknown' };
  } catch {
    return null;
  } finally {
    redis.disconnect();
  }
}
