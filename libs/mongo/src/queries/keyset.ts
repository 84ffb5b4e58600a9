import type { KeyValue } from './cursor.js';

export type Sort = readonly (readonly [field: string, direction: 1 | -1])[];

/** The order of a list with `_id` as the last word, so that no two documents are ever equal in it. */
export const totalOrder = (sort: Sort): Sort =>
  sort.some(([field]) => field === '_id') ? sort : [...sort, ['_id', sort.at(-1)?.[1] ?? 1]];

/**
 * The condition "comes after this key in this order". The bound on the first field is implied by the rest, but
 * lets the index start where the last page ended; `optional` fields may be missing, and MongoDB sorts missing
 * before everything else, which comparison operators alone would lose.
 */
export function afterKey(sort: Sort, key: readonly KeyValue[], optional: ReadonlySet<string>): object[] {
  const branches = sort.flatMap(([field, direction], depth) => {
    const beyond = beyondValue(field, direction, key[depth] ?? null, optional.has(field));
    if (beyond === null) return [];
    const equal = sort.slice(0, depth).map(([same], position) => ({ [same]: key[position] ?? null }));
    return [equal.length === 0 ? beyond : { $and: [...equal, beyond] }];
  });
  const bound = firstBound(sort, key, optional);
  return [...(bound ? [bound] : []), { $or: branches }];
}

function beyondValue(field: string, direction: 1 | -1, value: KeyValue, optional: boolean): object | null {
  if (value === null) return direction === 1 ? { [field]: { $ne: null } } : null;
  if (direction === 1) return { [field]: { $gt: value } };
  return optional ? { $or: [{ [field]: { $lt: value } }, { [field]: null }] } : { [field]: { $lt: value } };
}

function firstBound(sort: Sort, key: readonly KeyValue[], optional: ReadonlySet<string>): object | null {
  const [field, direction] = sort[0] ?? ['_id', 1];
  const value = key[0] ?? null;
  if (value === null || (direction === -1 && optional.has(field))) return null;
  return { [field]: direction === 1 ? { $gte: value } : { $lte: value } };
}

/** The sort key of a document; a missing value counts as null, as it does in MongoDB's order. */
export const keyOf = (sort: Sort, document: object): KeyValue[] =>
  sort.map(([field]) => {
    const value = valueAt(document, field);
    if (value === undefined || value === null) return null;
    if (value instanceof Date || ['string', 'number', 'boolean'].includes(typeof value))
      return value as KeyValue;
    throw new TypeError(`A list cannot be sorted by ${field}: it holds ${typeof value}s.`);
  });

const valueAt = (document: object, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, step) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined,
      document,
    );
