import type { Page } from '@seatkeeper/contracts';
import type { Model } from 'mongoose';
import type { Stored } from '../schema/collection.js';
import { type ListQuery, readPage } from './page.js';

/** Stands before the cursors of the rest of a list, of those without a value; alone it is where that rest begins. */
const REST = '.';

/**
 * One page of a list. In the order of a field that not every document has (`lastWithout`), it is two lists, one behind the other:
 * an index of such a field knows nobody without a value, and both ways round a reader wants to see values first.
 */
export async function readListPage(model: Model<Stored>, query: ListQuery): Promise<Page<Stored>> {
  const { lastWithout: field, filter, sort, page } = query;
  if (field === undefined) return readPage(model, query);
  const isInRest = page.cursor?.startsWith(REST) ?? false;
  const first = isInRest ? null : await readPage(model, part(query, { [field]: { $gte: '' } }));
  // Where values of the field are asked for, nobody is without one.
  if (first && (first.nextCursor !== null || field in filter)) return first;
  const found = first?.items ?? [];
  const room = page.limit - found.length;
  const cursor = page.cursor?.slice(REST.length);
  const rest = await readPage(model, {
    ...part(query, { [field]: null }),
    sort: sort.filter(([name]) => name !== field),
    page: { ...page, limit: Math.max(room, 1), cursor: isInRest && cursor ? cursor : undefined },
    ...(first && { counted: first.total ?? 'many' }),
  });
  if (first && room === 0) return { ...first, nextCursor: rest.items.length > 0 ? REST : null };
  const nextCursor = rest.nextCursor === null ? null : REST + rest.nextCursor;
  return { ...(first ?? rest), items: [...found, ...rest.items], nextCursor };
}

/** Those of the list to whom the condition applies too; the list is counted as a whole. */
const part = (query: ListQuery, condition: Record<string, unknown>): ListQuery => ({
  ...query,
  filter: { ...query.filter, $and: [...((query.filter['$and'] as object[] | undefined) ?? []), condition] },
  counts: query.filter,
});
