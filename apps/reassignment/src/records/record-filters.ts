import { type Input, type listRecords, type RecordFilter, RecordType } from '@seatkeeper/contracts';
import type { Filter } from '@seatkeeper/mongo';
import { idsOf } from './record-ids.js';
import type { StoredRecord } from './records.schema.js';
import { searchedTerms } from './search-terms.js';

const NOTHING = { _id: { $in: [] } };

/** The filter of a list. A type that cannot exist is no mistake: nothing is found. */
export function listFilter(
  accountId: string,
  asked: Input<typeof listRecords>['filter'],
): Filter<StoredRecord> {
  const types = asked.type?.split(',').filter((type) => RecordType.safeParse(type).success);
  return {
    ...(types?.length === 0 ? NOTHING : idsOf(accountId, types)),
    ...(asked.owner !== undefined && { ownerId: asked.owner }),
    ...(asked.tag !== undefined && { tags: asked.tag }),
    ...(asked.closed !== undefined && { closed: asked.closed }),
    ...(asked.q !== undefined && startingWith(searchedTerms(asked.q))),
  };
}

/** Each searched term begins one of the record's; the first one uses the index. */
const startingWith = (terms: readonly string[]): Filter<StoredRecord> =>
  terms.length === 0 ? {} : { $and: terms.map((term) => ({ terms: new RegExp(`^${escaped(term)}`) })) };

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** The records of an owner that a plan means. */
export const ownedBy = (accountId: string, ownerId: string, filter: RecordFilter = {}) =>
  ({
    ownerId,
    ...idsOf(accountId, filter.types),
    ...(filter.tags && { tags: { $in: filter.tags } }),
    ...(filter.closed !== undefined && { closed: filter.closed }),
  }) satisfies Filter<StoredRecord>;
