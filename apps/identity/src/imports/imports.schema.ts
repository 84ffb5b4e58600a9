import type { Actor, FieldError, ImportRow, NewUser, UserImport } from '@seatkeeper/contracts';
import {
  defineCollection,
  type IndexSpec,
  leaseField,
  type Stored,
  type StoredLease,
  moment,
  text,
} from '@seatkeeper/mongo';
import mongoose from 'mongoose';
import type { z } from 'zod';
import type { Column } from './columns.js';
import { importLease } from './import-lease.js';

export interface StoredImport extends Stored {
  by: Actor;
  columns: (Column | '')[];
  whenNoSeat: 'fail' | 'wait';
  state: UserImport['state'];
  /** Imports from before know nobody who is planned. */
  progress: Omit<UserImport['progress'], 'planned'> & Partial<Pick<UserImport['progress'], 'planned'>>;
  /** Why nobody else is invited by it, once that is so. */
  detail?: string;
  createdAt: Date;
  /** Who works on its rows, or when somebody has to look after it; there until it has ended. */
  lease?: StoredLease;
  finishedAt?: Date;
  purgeAt: Date;
}

/** One row of a file (`_id`: import and line). What the file says beyond the fields of a user is never stored. */
export interface StoredRow extends Stored {
  importId: string;
  line: number;
  username: string | null;
  user?: z.output<typeof NewUser>;
  manager?: string;
  /** The day on which the user joins. */
  joinsOn?: string;
  /** What is still to be done with it. */
  stage: 'invite' | 'manager' | 'done';
  outcome: ImportRow['outcome'];
  userId?: string;
  code?: string;
  detail?: string;
  fieldErrors: FieldError[];
  warnings: string[];
  /** Attempts that ended in a defect rather than an answer. */
  defects: number;
  purgeAt: Date;
}

const { Mixed } = mongoose.Schema.Types;
const count = { type: Number, required: true };

const PURGE: IndexSpec = { name: 'results-kept-long-enough', keys: { purgeAt: 1 }, ttlSeconds: 0 };

export const imports = defineCollection<StoredImport>({
  name: 'imports',
  fields: {
    by: { type: Mixed, required: true },
    columns: { type: [String], required: true },
    whenNoSeat: text,
    state: text,
    detail: { type: String },
    progress: {
      type: {
        total: count,
        done: count,
        invited: count,
        planned: { type: Number },
        waitListed: count,
        failed: count,
      },
      required: true,
    },
    createdAt: moment,
    lease: leaseField,
    finishedAt: { type: Date },
    purgeAt: moment,
  },
  indexes: [importLease.index, PURGE],
});

export const importRows = defineCollection<StoredRow>({
  name: 'import-rows',
  silent: true,
  fields: {
    importId: text,
    line: count,
    username: { type: String, default: null },
    user: { type: Mixed },
    manager: { type: String },
    joinsOn: { type: String },
    stage: text,
    outcome: text,
    userId: { type: String },
    code: { type: String },
    detail: { type: String },
    fieldErrors: { type: [Mixed], required: true },
    warnings: { type: [String], required: true },
    defects: count,
    purgeAt: moment,
  },
  indexes: [
    { name: 'rows-by-line', keys: { accountId: 1, importId: 1, line: 1 } },
    { name: 'rows-by-stage', keys: { accountId: 1, importId: 1, stage: 1, line: 1 } },
    { name: 'rows-by-outcome', keys: { accountId: 1, importId: 1, outcome: 1 } },
    { name: 'rows-by-username', keys: { accountId: 1, importId: 1, username: 1, line: 1 } },
    PURGE,
  ],
});
