import type { Model } from 'mongoose';
import type { Stored } from '../schema/collection.js';
import { DuplicateKey, guarded } from '../connection/failures.js';

/** Counts up a number of the one document that a filter names, which is created with `first` if it is not there. */
export async function countUp(
  model: Model<Stored>,
  filter: Record<string, unknown>,
  field: string,
  first: object,
): Promise<number> {
  const operations = { $inc: { [field]: 1, version: 1 }, $setOnInsert: first };
  const counted = () =>
    guarded(() =>
      model
        .findOneAndUpdate(filter, operations, { upsert: true, returnDocument: 'after' })
        .lean<Record<string, unknown>>()
        .exec(),
    );
  // Of two who create it at once, one is refused and then finds it.
  const document = await counted().catch((error: unknown) => {
    if (error instanceof DuplicateKey) return counted();
    throw error;
  });
  return Number(document[field]);
}
