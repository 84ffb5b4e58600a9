import { logger } from '@seatkeeper/service';
import { Redis } from 'ioredis';

const log = logger('limits');

/** Whoever calls waits for this at most, once: a Redis that is silent is left until it is connected to anew. */
const ANSWERS_WITHIN_MS = 250;

/** A connection, to be opened with `connect`, that keeps nobody waiting: what it cannot do now fails, and it comes back by itself. */
export function countingConnection(url: string): Redis {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 2_000,
    commandTimeout: ANSWERS_WITHIN_MS,
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    retryStrategy: (times) => Math.min(times * 100, 2_000),
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  });
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away) log.warn('Redis cannot be reached: each copy counts alone', { error });
    away = true;
  });
  redis.on('ready', () => {
    if (away) log.info('Redis is back: all copies count together');
    away = false;
  });
  return redis;
}
