import {
  type Input,
  type listRecords,
  OWNER_FIELD,
  type RecordFilter,
  RecordType,
} from '@seatkeeper/contracts';
import type { Filter } from '@seatkeeper/mongo';
import { allWordsIn } from '@seatkeeper/text';
import { holderOf } from './fields.js';
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
    ...(asked.user !== undefined && { $and: [namedIn(asked.field ?? OWNER_FIELD, asked.user)] }),
  };
}

const namedIn = (key: string, user: string) =>
  key === OWNER_FIELD ? { ownerId: user } : { holders: holderOf(key, user) };

/** The records of a type in which a field besides the owner names somebody. */
export const ofTypeWith = (accountId: string, type: string, key?: string): Filter<StoredRecord> => ({
  ...idsOf(accountId, [type]),
  ...(key !== undefined && { holders: { $regex: `^${key}=` } }),
});

/** The records that a plan means of those in which a field, or else the owner, is a user. */
export const ownedBy = (accountId: string, user: string, filter: RecordFilter = {}, field?: string) =>
  ({
    ...namedIn(field ?? OWNER_FIELD, user),
    ...idsOf(accountId, filter.types),
    ...(filter.tags && { tags: { $in: filter.tags } }),
    ...(filter.closed !== undefined && { closed: filter.closed }),
  }) satisfies Filter<StoredRecord>;

// A type, not an interface: only then can it stand in a filter.
type IdRange = { _id: { $gte: string; $lt: string } };

/** The records of an account, or of some of its types, as ranges of an index. */
export function idsOf(accountId: string, types?: readonly string[]): IdRange | { $or: IdRange[] } {
  if (types === undefined) return rangeOf(accountId);
  const ranges = [...new Set(types)].map((type) => rangeOf(`${accountId}/${type}`));
  const [only] = ranges;
  return only && ranges.length === 1 ? only : { $or: ranges };
}

/** `0` is the character behind the slash. */
const rangeOf = (prefix: string): IdRange => ({ _id: { $gte: `${prefix}/`, $lt: `${prefix}0` } });
