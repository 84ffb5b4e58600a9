import type { mongo } from 'mongoose';
import { guarded } from '../connection/failures.js';
import type { Awaited } from '../schema/awaited.js';
import type { CollectionSpec, IndexSpec, Stored } from '../schema/collection.js';

/** Of what is tried again and again, so many entries of the index are looked at: what a service is at is less. */
const MOST_LOOKED_AT = 10_000;
/** A look that takes longer is given up: it is for somebody who waits. */
const LOOK_MS = 5_000;

/** A document of which nothing is told but whose it is. */
export interface StuckDocument {
  readonly kind: string;
  readonly id: string;
  readonly accountId: string;
  readonly since: Date;
  readonly attempts: number | null;
  readonly remedy: string;
}

type AwaitedIndex = IndexSpec & { readonly awaited: Awaited };

/**
 * The documents of a database that are stuck at a moment, those for the longest first, at most `limit`. Each kind is found by the index
 * by which what is due is found, so that a look costs what a sweep costs.
 */
export async function stuckDocuments(
  db: mongo.Db,
  specs: readonly CollectionSpec<Stored>[],
  now: Date,
  limit: number,
): Promise<StuckDocument[]> {
  const looks = specs.flatMap(({ name, indexes }) =>
    indexes
      .filter((index): index is AwaitedIndex => index.awaited !== undefined)
      .map((index) => stuckBy(db.collection<Stored>(name), index, now, limit)),
  );
  const found = (await Promise.all(looks)).flat();
  return found.toSorted((one, other) => +one.since - +other.since).slice(0, limit);
}

async function stuckBy(
  collection: mongo.Collection<Stored>,
  index: AwaitedIndex,
  now: Date,
  limit: number,
): Promise<StuckDocument[]> {
  const { lateMs, triedInVain } = index.awaited;
  const due = Object.keys(index.keys).at(-1) ?? '';
  const before = { $lt: new Date(now.getTime() - lateMs) };
  const options = { hint: index.name, maxTimeMS: LOOK_MS };
  const late = collection.aggregate<Stored>(
    [{ $match: { ...index.where, [due]: before } }, ...byTime(index, due), { $limit: limit }],
    options,
  );
  const inVain =
    triedInVain &&
    collection.aggregate<Stored>(
      [
        { $match: { ...index.where, [due]: { $exists: true } } },
        { $limit: MOST_LOOKED_AT },
        { $match: { ...triedInVain.that, [triedInVain.since]: before } },
        { $limit: limit },
      ],
      options,
    );
  const [lateOnes, inVainOnes = []] = await guarded(() => Promise.all([late.toArray(), inVain?.toArray()]));
  const known = new Map([...lateOnes, ...inVainOnes].map((document) => [document._id, document]));
  return [...known.values()].map((document) => toStuck(document, collection.collectionName, index, due));
}

/** The longest first, where the index has them so; beyond `limit` of one server or endpoint the others are not lost to it. */
const byTime = ({ keys }: IndexSpec, due: string): mongo.Document[] =>
  Object.keys(keys).length === 1 ? [{ $sort: { [due]: 1 } }] : [];

function toStuck(
  document: Stored,
  collection: string,
  { awaited }: AwaitedIndex,
  due: string,
): StuckDocument {
  const { kind, attempts, triedInVain, remedy } = awaited;
  const dates = [due, ...(triedInVain ? [triedInVain.since] : [])]
    .flatMap((path) => valuesAt(document, path))
    .filter((value) => value instanceof Date);
  return {
    kind: kind === 'outbox' ? `outbox of ${collection}` : kind,
    id: document._id,
    accountId: document.accountId,
    since: dates.reduce((one, other) => (other < one ? other : one)),
    attempts: attempts === undefined ? null : Number(valuesAt(document, attempts)[0] ?? 0),
    remedy,
  };
}

/** What lies at a path, through lists as the database reads it. */
function valuesAt(document: object, path: string): unknown[] {
  return path
    .split('.')
    .reduce<unknown[]>(
      (found, step) => found.flatMap((value) => (value as Record<string, unknown> | undefined)?.[step] ?? []),
      [document],
    );
}
