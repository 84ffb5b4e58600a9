import type { World } from '@seatkeeper/testing';
import mongoose, { type Connection } from 'mongoose';
import { type RawRecords, rawRecords } from './seeded-records.js';

/** The database of the service while no service runs in this process. */
export async function rawDatabase({ settings }: World): Promise<{ database: Connection; raw: RawRecords }> {
  const { MONGODB_URI = '', MONGODB_DATABASE_PREFIX = '' } = settings;
  const dbName = `${MONGODB_DATABASE_PREFIX}-reassignment`;
  const database = await mongoose.createConnection(MONGODB_URI, { dbName, autoIndex: false }).asPromise();
  return { database, raw: rawRecords(database) };
}
