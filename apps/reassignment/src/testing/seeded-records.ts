import { collectionToken, type TenantCollection } from '@seatkeeper/mongo';
import type { TestService } from '@seatkeeper/testing';
import { newRecord, type WantedRecord } from '../records/records.js';
import { records, type StoredRecord } from '../records/records.schema.js';

const BATCH = 2_000;

export const recordsIn = (service: TestService): TenantCollection<StoredRecord> =>
  service.get(collectionToken(records));

/** So many records of an owner, spread over the types. */
export const recordsOf = (
  ownerId: string,
  count: number,
  types: readonly string[] = ['task'],
  prefix = 'R',
): WantedRecord[] =>
  Array.from({ length: count }, (_, n) => ({
    type: types[n % types.length] ?? 'task',
    externalId: `${prefix}-${String(n).padStart(6, '0')}`,
    title: `Willow Lumen agreement ${n}`,
    ownerId,
    tags: n % 2 === 0 ? ['urgent', '2026'] : ['2026'],
    closed: n % 5 === 0,
  }));

export async function seed(
  service: TestService,
  accountId: string,
  wanted: readonly WantedRecord[],
): Promise<void> {
  for (let at = 0; at < wanted.length; at += BATCH) {
    const batch = wanted.slice(at, at + BATCH).map((each) => newRecord(accountId, each, new Date()));
    await recordsIn(service).insertMissing(batch);
  }
}

export interface Holding {
  type: string;
  owner: string;
  /** Links in the chain of owners, and how many of them are the run's. */
  links: number;
  ofRun: number;
  count: number;
}

/** What the records of an account say of a run: who has how many now, and how often they moved. */
export const holdings = (service: TestService, accountId: string, run: string): Promise<Holding[]> =>
  recordsIn(service).aggregate<Holding>(accountId, [
    {
      $project: {
        type: 1,
        owner: '$ownerId',
        links: { $size: '$owners' },
        ofRun: { $size: { $filter: { input: '$owners', cond: { $eq: ['$$this.run', run] } } } },
      },
    },
    {
      $group: {
        _id: { type: '$type', owner: '$owner', links: '$links', ofRun: '$ofRun' },
        count: { $sum: 1 },
      },
    },
    { $sort: { _id: 1 } },
    { $replaceWith: { $mergeObjects: ['$_id', { count: '$count' }] } },
  ]);
