import { collectionToken, MONGO_CONNECTION, type TenantCollection } from '@seatkeeper/mongo';
import type { TestService } from '@seatkeeper/testing';
import type { Connection, mongo } from 'mongoose';
import { newRecord, type WantedRecord } from '../src/records/records.js';
import { records, type StoredRecord } from '../src/records/records.schema.js';

const BATCH = 2_000;

export const recordsIn = (service: TestService): TenantCollection<StoredRecord> =>
  service.get(collectionToken(records));

export type RawRecords = mongo.Collection<StoredRecord>;

export const rawRecords = (connection: Connection): RawRecords =>
  connection.collection<StoredRecord>(records.name);

export const rawRecordsIn = (service: TestService): RawRecords =>
  rawRecords(service.get<Connection>(MONGO_CONNECTION));

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

/** Straight into the database: what is tested begins when the records are there. */
export async function seed(
  raw: RawRecords,
  accountId: string,
  wanted: readonly WantedRecord[],
): Promise<void> {
  const documents = wanted.map((each) => ({ ...newRecord(accountId, each, new Date()), version: 1 }));
  for (let at = 0; at < documents.length; at += BATCH)
    await raw.insertMany(documents.slice(at, at + BATCH), { ordered: false });
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
export const holdings = (raw: RawRecords, accountId: string, run: string): Promise<Holding[]> =>
  raw
    .aggregate<Holding>([
      { $match: { accountId } },
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
      { $replaceWith: { $mergeObjects: ['$_id', { count: '$count' }] } },
    ])
    .toArray();
