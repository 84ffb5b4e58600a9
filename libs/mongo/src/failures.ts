import { Fault } from '@seatkeeper/contracts';
import { mongo } from 'mongoose';

const DUPLICATE_KEY = 11_000;

/** A unique index refused the write; `index` is its name in the collection's definition (`_id_` for the id). */
export class DuplicateKey extends Error {
  constructor(
    readonly index: string,
    options?: ErrorOptions,
  ) {
    super(`The unique index ${index} already has this key.`, options);
    this.name = 'DuplicateKey';
  }
}

/**
 * Runs one database operation. A unique index that refuses becomes DuplicateKey; a database that cannot be
 * reached becomes the fault `service-unavailable`, so that callers ask again instead of reporting a defect.
 */
export async function guarded<R>(operation: () => PromiseLike<R>): Promise<R> {
  try {
    return await operation();
  } catch (error) {
    throw translated(error);
  }
}

export function translated(error: unknown): unknown {
  const index = duplicateIndex(error);
  if (index !== null) return new DuplicateKey(index, { cause: error });
  if (!isOutage(error)) return error;
  const fault = new Fault('service-unavailable', 'The database cannot be reached right now.');
  fault.cause = error;
  return fault;
}

/** The name of the index that a write error complains of, or null if it is about something else. */
export function duplicateIndex(error: unknown): string | null {
  if (!hasCode(error) || error.code !== DUPLICATE_KEY) return null;
  return /index: (?:\S+\.\$)?(\S+)\s+dup key/.exec(error.errmsg ?? error.message ?? '')?.[1] ?? 'unknown';
}

const isOutage = (error: unknown): boolean =>
  error instanceof mongo.MongoNetworkError ||
  error instanceof mongo.MongoServerSelectionError ||
  error instanceof mongo.MongoNotConnectedError ||
  error instanceof mongo.MongoTopologyClosedError ||
  error instanceof mongo.MongoClientClosedError ||
  (error instanceof mongo.MongoError &&
    (error.hasErrorLabel('RetryableWriteError') || error.hasErrorLabel('RetryableError')));

const hasCode = (error: unknown): error is { code: unknown; errmsg?: string; message?: string } =>
  typeof error === 'object' && error !== null && 'code' in error;
