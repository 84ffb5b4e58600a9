import type { BulkJob, BulkOutcome, ProvingActor, Refusal } from '@seatkeeper/contracts';
import {
  commandsField,
  defineCollection,
  defineLease,
  type DoneCommand,
  type IndexSpec,
  leaseField,
  MINUTE_MS,
  type Stored,
  type StoredLease,
  moment,
  text,
} from '@seatkeeper/mongo';
import mongoose from 'mongoose';
import type { BulkAct } from './bulk-acts.js';

/** Held for a turn. A handful may wait for flows of others, each of them for seconds. */
export const bulkJobLease = defineLease({
  name: 'bulk jobs',
  ms: 5_000,
  patienceMs: 120_000,
  begunAt: 'createdAt',
  lateMs: 15 * MINUTE_MS,
});

export interface StoredBulkJob extends Stored {
  by: ProvingActor;
  /** Who had it tried once more. */
  retriedBy?: ProvingActor;
  act: BulkAct;
  /** Which list of users is its own: one that was made by an attempt to begin it that came to nothing is nobody's. */
  listId: string;
  /** Counts up with every retry; users who were refused in an earlier round are to be tried again. */
  round: number;
  state: BulkJob['state'];
  progress: BulkJob['progress'];
  /** Why whoever is left is refused, once that is so. */
  detail?: string;
  createdAt: Date;
  /** Who works on it, or when somebody has to look after it; there until it has ended. */
  lease?: StoredLease;
  finishedAt?: Date;
  purgeAt: Date;
  commands?: DoneCommand[];
}

/** One user of a job (`_id`: list and place). */
export interface StoredBulkItem extends Stored {
  listId: string;
  n: number;
  userId: string;
  username?: string;
  outcome: BulkOutcome;
  refusal?: Refusal;
  round: number;
  /** Attempts that ended in a defect rather than an answer. */
  defects: number;
  purgeAt: Date;
}

const { Mixed } = mongoose.Schema.Types;
const count = { type: Number, required: true };

/** Each whole, with the `_id` that completes the order: a page of a large job is never sorted. */
export const IN_ORDER = 'bulk-items-by-place';
export const BY_OUTCOME = 'bulk-items-by-outcome-and-place';
const PURGE: IndexSpec = { name: 'results-kept-long-enough', keys: { purgeAt: 1 }, ttlSeconds: 0 };

export const bulkJobs = defineCollection<StoredBulkJob>({
  name: 'bulk-jobs',
  fields: {
    by: { type: Mixed, required: true },
    retriedBy: { type: Mixed },
    act: { type: Mixed, required: true },
    listId: text,
    round: count,
    state: text,
    progress: {
      type: { total: count, waiting: count, done: count, unchanged: count, refused: count },
      required: true,
    },
    detail: { type: String },
    createdAt: moment,
    lease: leaseField,
    finishedAt: { type: Date },
    purgeAt: moment,
    commands: commandsField,
  },
  indexes: [
    bulkJobLease.index,
    { name: 'bulk-jobs-by-creation', keys: { accountId: 1, createdAt: -1, _id: -1 } },
    PURGE,
  ],
});

export const bulkItems = defineCollection<StoredBulkItem>({
  name: 'bulk-items',
  silent: true,
  fields: {
    listId: text,
    n: count,
    userId: text,
    username: { type: String },
    outcome: text,
    refusal: { type: Mixed },
    round: count,
    defects: count,
    purgeAt: moment,
  },
  indexes: [
    { name: IN_ORDER, keys: { accountId: 1, listId: 1, n: 1, _id: 1 } },
    { name: BY_OUTCOME, keys: { accountId: 1, listId: 1, outcome: 1, n: 1, _id: 1 } },
    PURGE,
  ],
});
