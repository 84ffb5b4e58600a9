import type { StackInfo } from '@seatkeeper/stack';
import mongoose from 'mongoose';

const PATIENCE_MS = 3_000;

/** A connection for one look: one that saw its server die is not believed again. */
export async function withMongo<T>(
  { mongo }: Pick<StackInfo, 'mongo'>,
  look: (client: mongoose.mongo.MongoClient) => Promise<T>,
): Promise<T> {
  const client = new mongoose.mongo.MongoClient(mongo, { serverSelectionTimeoutMS: PATIENCE_MS });
  try {
    await client.connect();
    return await look(client);
  } finally {
    void client.close(true).catch(() => {});
  }
}
