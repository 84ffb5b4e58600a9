import type { Model } from 'mongoose';
import type { Stored } from '../schema/collection.js';
import { guarded } from '../connection/failures.js';

export interface ReadOptions {
  sort?: Record<string, 1 | -1>;
  projection?: Record<string, 0 | 1>;
  /** The name of an index. */
  hint?: string;
}

const MOST_FOUND = 10_000;

/** The first document that matches a filter already bound to its account. */
export async function readOne<T>(
  model: Model<Stored>,
  filter: Record<string, unknown>,
  options: ReadOptions,
): Promise<T | null> {
  const { projection, ...rest } = options;
  return guarded(() => model.findOne(filter, projection, rest).lean<T>().exec());
}

/** Those that match, at most `limit` (1 … 10,000). */
export async function readMany<T>(
  model: Model<Stored>,
  filter: Record<string, unknown>,
  options: ReadOptions & { limit: number },
): Promise<T[]> {
  const { projection, ...rest } = options;
  if (!Number.isInteger(rest.limit) || rest.limit < 1 || rest.limit > MOST_FOUND)
    throw new RangeError(`A limit is between 1 and ${MOST_FOUND}, not ${rest.limit}.`);
  return guarded(() => model.find(filter, projection, rest).lean<T[]>().exec());
}
