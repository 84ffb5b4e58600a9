import { isDeepStrictEqual } from 'node:util';
import type { mongo } from 'mongoose';
import type { IndexSpec } from './collection.js';
import { duplicateIndex } from '../connection/failures.js';

/**
 * Creates the indexes that are missing. An index that exists in another form, or data that break a unique one,
 * stop the start with a sentence that says what to do: a service without its indexes loses its invariants.
 */
export async function buildIndexes(
  db: mongo.Db,
  collection: string,
  wanted: readonly IndexSpec[],
): Promise<void> {
  const existing = new Map((await existingIndexes(db, collection)).map((index) => [index.name, index]));
  for (const spec of wanted) {
    const there = existing.get(spec.name);
    if (!there) await create(db, collection, spec);
    else if (!isSame(there, spec)) throw new Error(differs(db, collection, there, spec));
  }
}

async function existingIndexes(db: mongo.Db, collection: string): Promise<mongo.IndexDescriptionInfo[]> {
  try {
    return await db.collection(collection).indexes();
  } catch (error) {
    if ((error as { codeName?: unknown }).codeName === 'NamespaceNotFound') return [];
    throw error;
  }
}

async function create(db: mongo.Db, collection: string, spec: IndexSpec): Promise<void> {
  try {
    await db.collection(collection).createIndex(Object.entries(spec.keys), {
      name: spec.name,
      ...(spec.unique && { unique: true }),
      ...(spec.where && { partialFilterExpression: spec.where }),
      ...(spec.ttlSeconds !== undefined && { expireAfterSeconds: spec.ttlSeconds }),
    });
  } catch (error) {
    throw new Error(notBuilt(db, collection, spec, error), { cause: error });
  }
}

function isSame(there: mongo.IndexDescriptionInfo, spec: IndexSpec): boolean {
  return (
    // As pairs: the order of an index's keys is part of what it is.
    isDeepStrictEqual(Object.entries(there.key), Object.entries(spec.keys)) &&
    Boolean(there.unique) === Boolean(spec.unique) &&
    isDeepStrictEqual(there.partialFilterExpression, spec.where) &&
    there.expireAfterSeconds === spec.ttlSeconds
  );
}

const differs = (
  db: mongo.Db,
  collection: string,
  there: mongo.IndexDescriptionInfo,
  spec: IndexSpec,
): string =>
  `The index ${spec.name} of ${db.databaseName}.${collection} is ${described(there.key, there.unique, there.partialFilterExpression, there.expireAfterSeconds)}` +
  ` but has to be ${described(spec.keys, spec.unique, spec.where, spec.ttlSeconds)}.` +
  ` Drop it with db.${collection}.dropIndex('${spec.name}') and start again.`;

function notBuilt(db: mongo.Db, collection: string, spec: IndexSpec, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  const what = `The index ${spec.name} of ${db.databaseName}.${collection}`;
  if (duplicateIndex(error) !== null)
    return `${what} cannot be unique: ${/dup key: .*/.exec(reason)?.[0] ?? 'some keys'} is there more than once. Remove the doubles and start again.`;
  return `${what} cannot be built: ${reason}`;
}

const described = (keys: object, unique: unknown, where: unknown, ttl: number | undefined): string =>
  JSON.stringify(keys) +
  (unique ? ' unique' : '') +
  (where ? ` where ${JSON.stringify(where)}` : '') +
  (ttl === undefined ? '' : ` for ${ttl} s`);
