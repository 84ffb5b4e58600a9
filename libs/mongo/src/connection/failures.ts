import { Fault } from '@seatkeeper/contracts';
import { mongo } from 'mongoose';
import { bounded } from './operations.js';

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
 * reached, or does not answer within 15 s, becomes the fault `service-unavailable`, so that callers ask again instead
 * of reporting a defect.
 */
export async function guarded<R>(operation: () => PromiseLike<R>): Promise<R> {
  try {
    return await bounded(operation);
  } catch (error) {
    throw translated(error);
  }
}

export function translated(error: unknown): unknown {
  const index = duplicateIndex(error);
  if (index !== null) return new DuplicateKey(index, { cause: error });
  if (!isOutage(ofDriver(error))) return error;
  const fault = new Fault('service-unavailable', 'The database cannot be reached right now.');
  fault.cause = error;
  return fault;
}

/** The name of the index that a write error complains of, or null if it is about something else. */
export function duplicateIndex(error: unknown): string | null {
  if (!hasCode(error) || error.code !== DUPLICATE_KEY) return null;
  return /index: (?:\S+\.\$)?(\S+)\s+dup key/.exec(error.errmsg ?? error.message ?? '')?.[1] ?? 'unknown';
}

/** Codes of a server that is going, has gone, or is no longer the one to write to. */
const SERVER_LEAVES: readonly unknown[] = [6, 7, 89, 91, 189, 262, 10_107, 11_600, 11_602, 13_435, 13_436];

/** What kept the driver from writing many at once, which it wraps as if the server had said it. */
const ofDriver = (error: unknown): unknown =>
  error instanceof mongo.MongoBulkWriteError && (error.errorResponse as unknown) instanceof Error
    ? error.errorResponse
    : error;

const isOutage = (error: unknown): boolean =>
  error instanceof mongo.MongoNetworkError ||
  error instanceof mongo.MongoServerSelectionError ||
  error instanceof mongo.MongoNotConnectedError ||
  error instanceof mongo.MongoTopologyClosedError ||
  error instanceof mongo.MongoClientClosedError ||
  (error instanceof mongo.MongoError &&
    (SERVER_LEAVES.includes(error.code) ||
      error.hasErrorLabel('RetryableWriteError') ||
      error.hasErrorLabel('RetryableError'))) ||
  isOfSocket(error);

/** The driver passes on as it is what a socket fails with while it is written to, such as EPIPE. */
const isOfSocket = (error: unknown): boolean =>
  error instanceof Error &&
  hasCode(error) &&
  ('syscall' in error || /^ERR_(STREAM|SOCKET)_/.test(String(error.code)));

const hasCode = (error: unknown): error is { code: unknown; errmsg?: string; message?: string } =>
  typeof error === 'object' && error !== null && 'code' in error;
