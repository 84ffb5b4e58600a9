import { type AnyBulkWriteOperation, type Model, mongo } from 'mongoose';
import type { Stored } from '../schema/collection.js';
import { DuplicateKey, duplicateIndex, guarded } from '../connection/failures.js';
import { type Filter, tenantFilter } from '../queries/filter.js';
import { type Operations, type UpdateQuery, updateOperations } from './update.js';

/** `updateOne` with `upsert` creates at version 1; its filter has to name the `_id` it creates. */
export type BulkOperation<T> =
  | { updateOne: { filter: Filter<T>; update: UpdateQuery<T>; upsert?: boolean; hint?: string } }
  | { updateMany: { filter: Filter<T>; update: UpdateQuery<T>; hint?: string } }
  | { deleteOne: { filter: Filter<T> } };

export interface BulkResult {
  matched: number;
  upserted: number;
  deleted: number;
  /** Operations that a unique index refused; all others were done. */
  duplicates: { position: number; index: string }[];
}

/**
 * Runs many independent writes of one account, in no particular order, and beside them what goes `along`, as it is. On an upsert, a duplicate can also mean
 * that somebody created the document in the same moment, so those are tried once more before they count.
 */
export async function bulkWrite<T extends Stored>(
  model: Model<Stored>,
  accountId: string,
  operations: readonly BulkOperation<T>[],
  along: readonly AnyBulkWriteOperation<Stored>[] = [],
): Promise<BulkResult> {
  const first = await runBulk(model, accountId, operations, along);
  const isUpsert = (position: number) => {
    const operation = operations[position];
    return operation !== undefined && 'updateOne' in operation && operation.updateOne.upsert === true;
  };
  const unclear = first.duplicates.filter(({ position }) => isUpsert(position));
  if (unclear.length === 0) return first;
  const positions = unclear.map(({ position }) => position);
  const again = await runBulk(
    model,
    accountId,
    operations.filter((_operation, position) => positions.includes(position)),
  );
  positions.sort((a, b) => a - b);
  return {
    matched: first.matched + again.matched,
    upserted: first.upserted + again.upserted,
    deleted: first.deleted,
    duplicates: [
      ...first.duplicates.filter((duplicate) => !unclear.includes(duplicate)),
      ...again.duplicates.map(({ position, index }) => ({
        position: positions[position] ?? position,
        index,
      })),
    ].sort((a, b) => a.position - b.position),
  };
}

async function runBulk<T extends Stored>(
  model: Model<Stored>,
  accountId: string,
  operations: readonly BulkOperation<T>[],
  along: readonly AnyBulkWriteOperation<Stored>[] = [],
): Promise<BulkResult> {
  if (operations.length === 0) return { matched: 0, upserted: 0, deleted: 0, duplicates: [] };
  // Last, so that the positions of the others are their own.
  const scoped = [...operations.map((operation) => scopedOperation(accountId, operation)), ...along];
  try {
    const result = await guarded(() =>
      model.bulkWrite(scoped, { ordered: false, throwOnValidationError: true }),
    );
    return { ...counts(result), duplicates: [] };
  } catch (error) {
    return partialResult(error);
  }
}

function scopedOperation<T extends Stored>(
  accountId: string,
  operation: BulkOperation<T>,
): AnyBulkWriteOperation<Stored> {
  const bound = (filter: object) => tenantFilter(accountId, filter) as never;
  if ('deleteOne' in operation) return { deleteOne: { filter: bound(operation.deleteOne.filter) } };
  if ('updateMany' in operation) {
    const { filter, update, hint } = operation.updateMany;
    return {
      updateMany: { filter: bound(filter), update: updateOperations(update), ...(hint && { hint }) },
    };
  }
  const { filter, update, upsert, hint } = operation.updateOne;
  const operators = updateOperations(update);
  if (upsert && typeof (filter as { _id?: unknown })._id !== 'string')
    throw new TypeError('An upsert names the _id it creates in its filter.');
  return {
    updateOne: {
      filter: bound(filter),
      update: upsert ? creating(operators) : operators,
      ...(upsert && { upsert }),
      ...(hint && { hint }),
    },
  };
}

const creating = (operators: Operations): Operations =>
  operators.$inc?.version === 1
    ? operators
    : { ...operators, $setOnInsert: { ...operators.$setOnInsert, version: 1 } };

const counts = (result: mongo.BulkWriteResult): Omit<BulkResult, 'duplicates'> => ({
  matched: result.matchedCount,
  upserted: result.upsertedCount,
  deleted: result.deletedCount,
});

/** What was done although some operations were refused; rethrows if anything but a unique index refused. */
export function partialResult(error: unknown): BulkResult {
  const cause = error instanceof DuplicateKey ? error.cause : error;
  if (!(cause instanceof mongo.MongoBulkWriteError)) throw error;
  const failures: mongo.WriteError[] = [cause.writeErrors].flat();
  // It is about all of them: what was written is unknown.
  if (failures.length === 0) throw error;
  const duplicates = failures.map((failure) => {
    const index = duplicateIndex(failure);
    if (index === null) throw error;
    return { position: failure.index, index };
  });
  return { ...counts(cause.result), duplicates };
}
