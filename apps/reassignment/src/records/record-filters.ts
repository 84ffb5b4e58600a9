import { type Input, type listRecords, type RecordFilter, RecordType } from '@seatkeeper/contracts';
import type { Filter } from '@seatkeeper/mongo';
import { allWordsIn } from '@seatkeeper/text';
import { idsOf } from './record-ids.js';
import type { StoredRecord } from './records.schema.js';

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
    ...(asked.q !== undefined && allWordsIn('terms', asked.q)),
  };
}

/** The records of an owner that a plan means. */
export const ownedBy = (accountId: string, ownerId: string, filter: RecordFilter = {}) =>
  ({
    ownerId,
    ...idsOf(accountId, filter.types),
    ...(filter.tags && { tags: { $in: filter.tags } }),
    ...(filter.closed !== undefined && { closed: filter.closed }),
  }) satisfies Filter<StoredRecord>;
