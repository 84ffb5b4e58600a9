import type { Actor, RecordImport } from '@seatkeeper/contracts';
import { defineCollection, type Stored } from '@seatkeeper/mongo';
import { Schema } from 'mongoose';
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
}

export const imports = defineCollection<StoredImport>({
  name: 'record-imports',
  fields: {
    state: { type: String, required: true },
    by: { type: { type: String }, id: String },
    batches: { type: [Number], required: true },
    progress: { total: Number, done: Number, created: Number, updated: Number, failed: Number },
    // Mixed: Mongoose keeps the name `errors` to itself.
    failures: { type: [Schema.Types.Mixed], required: true },
    createdAt: { type: Date, required: true },
    finishedAt: Date,
  },
  indexes: [{ name: 'by-account', keys: { accountId: 1, createdAt: 1 } }],
});
