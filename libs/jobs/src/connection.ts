import { setTimeout as delay } from 'node:timers/promises';
import { logger } from '@seatkeeper/service';
import { Redis, type RedisOptions } from 'ioredis';

const log = logger('jobs');

/** How long a service that starts waits for a Redis that starts with it. */
const START_PATIENCE_MS = 20_000;
const COMMAND_TIMEOUT_MS = 1_500;

const reconnecting: RedisOptions = {
  lazyConnect: true,
  connectTimeout: 2_000,
  keepAlive: 10_000,
  retryStrategy: (times) => Math.min(times * 100, 1_000),
  // After a failover the old primary refuses writes until the connection goes to the new one.
  reconnectOnError: (error) => (error.message.startsWith('READONLY') ? 2 : false),
};

/** For adding: a command is answered or refused within 1.5 s, and nothing is kept for later while Redis is away. */
export const hastyConnection = (url: string): Redis =>
  listening(
    new Redis(url, {
      ...reconnecting,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
      commandTimeout: COMMAND_TIMEOUT_MS,
    }),
  );

/** For workers: commands wait for Redis to come back, because giving up would lose the outcome of a job. */
export const patientConnection = (url: string): Redis =>
  listening(new Redis(url, { ...reconnecting, maxRetriesPerRequest: null }));

/** Connects, waiting for a server that is still starting; rejects with a sentence that says what to do. */
export async function connected(redis: Redis, patienceMs = START_PATIENCE_MS): Promise<Redis> {
  const deadline = Date.now() + patienceMs;
  let reason = 'no answer';
  const remember = (error: Error) => (reason = error.message);
  redis.on('error', remember);
  redis.connect().catch(remember);
  while (redis.status !== 'ready') {
    if (Date.now() > deadline) {
      redis.disconnect();
      throw new Error(`Redis cannot be reached: ${reason}. Is it running, and is REDIS_URL right?`);
    }
    await delay(25);
  }
  redis.off('error', remember);
  return redis;
}

/** One line when it goes, one when it is back; without a listener a lost connection would end the process. */
function listening(redis: Redis): Redis {
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away) log.warn('Redis cannot be reached; tries to connect again', { error });
    away = true;
  });
  redis.on('ready', () => {
    if (away) log.info('Redis is back');
    away = false;
  });
  return redis;
}
