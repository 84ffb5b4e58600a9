import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineRequest } from '../contract.js';
import { FieldError } from '../field-errors.js';
import { AccountId, CommandId } from '../ids.js';
import { MayMove, RecordLine } from './record.js';

export const MOST_RECORDS_AT_ONCE = 1_000;

/** Taken as it comes, because each row is judged by itself; what it has to be is a line of an import. */
const RecordRow = z.unknown().meta({ ...z.toJSONSchema(RecordLine, { io: 'input' }) });
export const RecordRows = z.array(RecordRow).min(1).max(MOST_RECORDS_AT_ONCE);

/** `overtaken`: a newer version of the record was known, or stands in the same batch. */
export const RowResult = z.enum(['created', 'updated', 'unchanged', 'overtaken', 'failed']);
export type RowResult = z.infer<typeof RowResult>;

export const RecordRowResult = z.object({
  /** The place of the row in what was sent, from 0. */
  index: z.int(),
  /** What the row names itself by; null where it does not say. */
  type: z.string().nullable(),
  externalId: z.string().nullable(),
  result: RowResult,
  /** Why it failed, as a sentence. */
  detail: z.string().nullable(),
  errors: z.array(FieldError),
});
export type RecordRowResult = z.infer<typeof RecordRowResult>;

/** How many rows had which result, and the result of each in the order of what was sent. */
export const RecordBatch = z.object({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  overtaken: z.int(),
  failed: z.int(),
  items: z.array(RecordRowResult),
});
export type RecordBatch = z.infer<typeof RecordBatch>;

export const upsertRecords = defineRequest({
  name: 'reassignment.record.upsert-batch.v1',
  summary:
    'Registers or changes up to 1,000 records, each row by itself, in a number of database operations that does not ' +
    'depend on theirs. A command that comes again answers as before.',
  input: z.object({
    accountId: AccountId,
    by: Actor,
    commandId: CommandId,
    rows: RecordRows,
    mayMove: MayMove,
  }),
  output: RecordBatch,
  timeoutMs: 15_000,
});
