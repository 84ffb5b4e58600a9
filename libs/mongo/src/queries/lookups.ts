import type { Model } from 'mongoose';
import { Together } from '../connection/together.js';
import { HIDDEN_FIELDS, type Stored } from '../schema/collection.js';
import { tenantFilter } from './filter.js';
import { JoinedReads } from './joined-reads.js';

const MOST_AT_ONCE = 500;

/**
 * Finds documents of an account by their ids. Those that are looked for at the same time are looked for together, and one
 * that several want is read once; each gets a copy of their own, as new as if they had been alone.
 */
export class Lookups<T extends Stored> {
  private readonly looks: Together<string, T | null>;

  constructor(private readonly model: Model<Stored>) {
    this.looks = new Together((accountId, ids) => this.read(accountId, ids), { most: MOST_AT_ONCE });
  }

  async find(accountId: string, id: string): Promise<T | null> {
    // The database would say so to all who look together.
    if (typeof id !== 'string') throw new TypeError('The id of a document is a string.');
    return this.looks.do(accountId, id);
  }

  private async read(accountId: string, ids: readonly string[]): Promise<(T | null)[]> {
    const wanted = [...new Set(ids)];
    const found = new Map(
      (await this.readAll(accountId, wanted)).map((document) => [document._id, document]),
    );
    const given = new Set<string>();
    return ids.map((id) => {
      const document = found.get(id) ?? null;
      if (given.has(id)) return copyOf(document);
      given.add(id);
      return document;
    });
  }

  /** Past Mongoose, which would look at its schema for each: ids are texts, and need no casting. */
  private readAll(accountId: string, ids: readonly string[]): Promise<T[]> {
    const [first, ...others] = ids;
    const filter = tenantFilter(accountId, { _id: others.length > 0 ? { $in: ids } : first });
    const projection = Object.fromEntries(HIDDEN_FIELDS.map((field) => [field, 0]));
    const { collection } = this.model;
    return JoinedReads.of(this.model.db).find<T>({
      collection: collection.collectionName,
      pipeline: [{ $match: filter }, { $limit: ids.length }, { $unset: [...HIDDEN_FIELDS] }],
      alone: () => collection.find(filter, { projection, limit: ids.length }).toArray(),
    });
  }
}

/** Nobody is to see what another does to a document in hand. */
function copyOf<V>(value: V): V {
  if (Array.isArray(value)) return value.map(copyOf) as V;
  if (value instanceof Date) return new Date(value) as V;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner)])) as V;
}
