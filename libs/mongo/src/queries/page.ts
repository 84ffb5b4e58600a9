import { CHEAP_TOTAL, type Page, type PageRequest } from '@seatkeeper/contracts';
import type { Model } from 'mongoose';
import type { Stored } from '../schema/collection.js';
import {
  type Counted,
  decodeCursor,
  encodeCursor,
  fingerprint,
  foreignCursor,
  type KeyValue,
  type Position,
} from './cursor.js';
import { guarded } from '../connection/failures.js';
import type { Filter } from './filter.js';
import { afterKey, keyOf, type Sort, totalOrder } from './keyset.js';

export interface PageQuery<T> {
  filter: Filter<T>;
  sort: [field: string, direction: 1 | -1][];
  page: PageRequest;
  /** Has to include the fields of the sort. */
  projection?: Record<string, 0 | 1>;
  hint?: string;
  /** What the list is known by where its filter is another one on another page, as one that counts back from now. */
  of?: unknown;
  /** The first field of the order, a text that not every document has: those without it stand last, either way round. */
  lastWithout?: string;
  /** For who reads page after page to the end, and has no use for a total. */
  uncounted?: true;
}

/** A list as pages of it are read. */
export interface ListQuery {
  /** Already bound to its account, unless it is of all. */
  filter: Record<string, unknown>;
  sort: Sort;
  page: PageRequest;
  projection?: Record<string, 0 | 1> | undefined;
  hint?: string | undefined;
  of?: unknown;
  /** Whose list it is, where its filter does not say so by one account. */
  whose?: unknown;
  uncounted?: true | undefined;
  lastWithout?: string | undefined;
  /** What is counted, where the page is of a part of the list. */
  counts?: Record<string, unknown>;
  /** What was counted already. */
  counted?: Counted;
}

/**
 * One page by keyset: costs the same on every page, and rows that come or go meanwhile neither repeat nor hide
 * others. What the first page counted goes along with the cursor, so that later ones count no more. Rejects with
 * `validation-failed` for a cursor of another list.
 */
export async function readPage(model: Model<Stored>, query: ListQuery): Promise<Page<Stored>> {
  const { filter, page } = query;
  const sort = totalOrder(query.sort);
  const list = fingerprint([
    query.of === undefined ? filter : [query.whose ?? filter.accountId, query.of],
    sort,
  ]);
  const position = page.cursor === undefined ? null : decodeCursor(list, sort.length, page.cursor);
  const start = position && (await startKey(model, position, query, sort));
  const wanted = start
    ? { $and: [filter, ...afterKey(sort, start, optionalFields(model, sort, query))] }
    : filter;
  const [rows, counted] = await Promise.all([
    guarded(() =>
      find(model, wanted, query, sort)
        .limit(page.limit + 1)
        .lean<Stored[]>()
        .exec(),
    ),
    query.uncounted ? undefined : counting(model, query, position?.counted ?? query.counted),
  ]);
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  const nextCursor =
    last && rows.length > items.length ? encodeCursor(list, keyOf(sort, last), counted) : null;
  return { items, nextCursor, ...(typeof counted === 'number' && { total: counted }) };
}

const find = (model: Model<Stored>, filter: Record<string, unknown>, query: ListQuery, sort: Sort) =>
  model
    .find(filter, query.projection, query.hint ? { hint: query.hint } : {})
    .sort(sort.map(([field, direction]): [string, 1 | -1] => [field, direction]));

async function startKey(
  model: Model<Stored>,
  position: Position,
  { filter }: ListQuery,
  sort: Sort,
): Promise<KeyValue[]> {
  if ('key' in position) return position.key;
  const { accountId } = filter;
  const same: Record<string, unknown> = { _id: position.id, ...(accountId !== undefined && { accountId }) };
  const anchor = await guarded(() => model.findOne(same).lean<Stored>().exec());
  if (!anchor) throw foreignCursor();
  return keyOf(sort, anchor);
}

/** Fields that a stored document may lack. */
const optionalFields = (model: Model<Stored>, sort: Sort, { lastWithout }: ListQuery): Set<string> =>
  new Set(
    sort
      .map(([field]) => field)
      .filter((field) => field !== lastWithout && !model.schema.path(field)?.isRequired),
  );

/** The number of matches, unless there are more than are cheap to count and nobody insists. */
async function counting(
  model: Model<Stored>,
  { filter, counts = filter, page, hint }: ListQuery,
  before: Counted | undefined,
): Promise<Counted> {
  const isExact = page.count === 'exact';
  if (before !== undefined && (before !== 'many' || !isExact)) return before;
  const options = { ...(hint && { hint }), ...(!isExact && { limit: CHEAP_TOTAL + 1 }) };
  const count = await guarded(() => model.countDocuments(counts, options).exec());
  return isExact || count <= CHEAP_TOTAL ? count : 'many';
}
