import { setTimeout as delay } from 'node:timers/promises';
import { logger } from '@seatkeeper/service';
import mongoose, { type Connection } from 'mongoose';
import { DRIVER_INTERNALS } from './driver-connection.js';

const log = logger('mongo');

/** How long a service that starts waits for a database that starts with it. */
const START_PATIENCE_MS = 30_000;

/**
 * Connects to one database. Writes are acknowledged by a majority, from the journal: what was answered survives
 * a kill. Repeating writes is left to the driver, which does so on replica sets and shards and never on a single
 * server. Operations fail after 3 s without a server; the connection mends itself.
 */
export async function connect(
  uri: string,
  database: string,
  patienceMs = START_PATIENCE_MS,
): Promise<Connection> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const connection = mongoose.createConnection(uri, {
      ...DRIVER_INTERNALS,
      dbName: database,
      w: 'majority',
      journal: true,
      maxPoolSize: 50,
      serverSelectionTimeoutMS: 3_000,
      connectTimeoutMS: 3_000,
      socketTimeoutMS: 60_000,
      // A server that stands still is noticed after at most this and the time to connect; each look wakes both sides.
      heartbeatFrequencyMS: 5_000,
      ignoreUndefined: true,
      bufferCommands: false,
      autoIndex: false,
      autoCreate: false,
    });
    // Outages are reported by every operation and by the health check; without a listener they would end the process.
    connection.on('error', (error: Error) => log.warn('The database connection failed.', { error }));
    try {
      return await connection.asPromise();
    } catch (error) {
      await connection.destroy().catch(() => undefined);
      const reason = error instanceof Error ? error.message : String(error);
      if (Date.now() > deadline)
        throw new Error(`MongoDB cannot be reached: ${reason}. Is it running, and is MONGODB_URI right?`, {
          cause: error,
        });
      log.warn('Waits for MongoDB.', { reason });
      await delay(500);
    }
  }
}
