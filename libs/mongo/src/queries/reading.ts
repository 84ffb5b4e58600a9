import type { Model, PipelineStage } from 'mongoose';
import { HIDDEN_FIELDS, type Stored } from '../schema/collection.js';
import { guarded } from '../connection/failures.js';
import { JoinedReads } from './joined-reads.js';

export interface ReadOptions {
  sort?: Record<string, 1 | -1>;
  projection?: Record<string, 0 | 1>;
  /** How many of the first are passed over: it costs as much as to read them in the index. */
  skip?: number;
  /** The name of an index. */
  hint?: string;
}

/**
 * `joined`: it may be read in one command with whatever else is looked for in the same moment. Its values are then not
 * cast, and no index can be named.
 */
export type ListOptions = (
  ({ joined?: never } & ReadOptions) | ({ joined: true } & Omit<ReadOptions, 'hint' | 'skip'>)
) & { limit: number };

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
  options: ListOptions,
): Promise<T[]> {
  const { projection, joined, ...rest } = options;
  if (!Number.isInteger(rest.limit) || rest.limit < 1 || rest.limit > MOST_FOUND)
    throw new RangeError(`A limit is between 1 and ${MOST_FOUND}, not ${rest.limit}.`);
  const alone = () => model.find(filter, projection, rest).lean<T[]>().exec();
  if (!joined) return guarded(alone);
  const pipeline: PipelineStage[] = [{ $match: filter }];
  if (rest.sort) pipeline.push({ $sort: rest.sort });
  pipeline.push({ $limit: rest.limit }, { $unset: [...HIDDEN_FIELDS] });
  if (projection) pipeline.push({ $project: projection });
  return JoinedReads.of(model.db).find<T>({ collection: model.collection.collectionName, pipeline, alone });
}

/** How many match, counted up to `most`, by a read that goes with others. */
export async function countWithOthers(
  model: Model<Stored>,
  filter: Record<string, unknown>,
  most: number,
): Promise<number> {
  const pipeline: PipelineStage[] = [
    { $match: filter },
    { $limit: most },
    { $group: { _id: null, count: { $sum: 1 } } },
  ];
  const [counted] = await JoinedReads.of(model.db).find<{ count: number }>({
    collection: model.collection.collectionName,
    pipeline,
    alone: () => model.collection.aggregate(pipeline).toArray(),
  });
  return counted?.count ?? 0;
}
