import type { Actor, RecordImport } from '@seatkeeper/contracts';
import { defineCollection, leaseField, type Stored, type StoredLease } from '@seatkeeper/mongo';
import { Schema } from 'mongoose';
import { importLease } from './import-lease.js';
import type { LineFailure } from './record-lines.js';

export interface StoredImport extends Stored {
  state: RecordImport['state'];
  by: Actor;
  /** The batches that are in the progress. */
  batches: number[];
  progress: RecordImport['progress'];
  failures: LineFailure[];
  createdAt: Date;
  finishedAt?: Date;
  /** When an upload that is not heard of any more is taken for broken off; there until it has ended. */
  lease?: StoredLease;
  /** When the result is forgotten, from its end on. */
  purgeAt?: Date;
}

export const imports = defineCollection<StoredImport>({
  name: 'record-imports',
  fields: {
    state: { type: String, required: true },
    by: { type: { type: String }, id: String, keyId: String, accountId: String },
    batches: { type: [Number], required: true },
    progress: { total: Number, done: Number, created: Number, updated: Number, failed: Number },
    // Mixed: Mongoose keeps the name `errors` to itself.
    failures: { type: [Schema.Types.Mixed], required: true },
    createdAt: { type: Date, required: true },
    finishedAt: Date,
    lease: leaseField,
    purgeAt: Date,
  },
  indexes: [
    { name: 'by-account', keys: { accountId: 1, createdAt: 1 } },
    importLease.index,
    { name: 'kept-long-enough', keys: { purgeAt: 1 }, ttlSeconds: 0 },
  ],
});
