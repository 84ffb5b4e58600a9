import { defineCollection, type Stored } from '../src/schema/collection.js';
import { defineLease, leaseField, openFrom, type StoredLease } from '../src/lease/lease.js';
import { Leases } from '../src/lease/leases.js';
import type { TestDatabase } from './fixture.js';

/** Work in twenty steps; each is noted by who did it. */
export interface Chore extends Stored {
  steps: { n: number; by: string }[];
  note?: string;
  begunAt: Date;
  job?: { lease: StoredLease };
}

export const STEPS = 20;
const choreLease = defineLease({
  name: 'chores',
  path: 'job.lease',
  ms: 600,
  patienceMs: 2_000,
  begunAt: 'begunAt',
});

export const chores = defineCollection<Chore>({
  name: 'chores',
  fields: {
    steps: [{ n: Number, by: String }],
    note: String,
    begunAt: { type: Date, required: true },
    job: { type: { lease: leaseField } },
  },
  indexes: [choreLease.index],
});

export const chore = (_id: string, now = new Date()): Omit<Chore, 'version'> => ({
  _id,
  accountId: 'acc_one',
  steps: [],
  begunAt: now,
  job: { lease: openFrom(now) },
});

export async function choresIn(database: TestDatabase) {
  const collection = await database.collection(chores);
  return { collection, leases: new Leases(collection, choreLease) };
}
