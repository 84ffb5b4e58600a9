import { defineCollection, type Stored } from '@seatkeeper/mongo';
import { ownerEntry, type OwnerEntry } from './records.schema.js';

/** An older change of a record's owner. `_id` is that of the record with `n`, so that it is put here once. */
export interface StoredOwnerChange extends Stored, OwnerEntry {
  record: string;
  /** Counts the changes of one record, from 0. */
  n: number;
}

/** The changes that a record is too small for: it keeps the newest itself. */
export const ownerHistory = defineCollection<StoredOwnerChange>({
  name: 'owner-history',
  silent: true,
  fields: {
    record: { type: String, required: true },
    n: { type: Number, required: true },
    ...ownerEntry,
  },
  indexes: [{ name: 'by-record', keys: { accountId: 1, record: 1, n: 1 }, unique: true }],
});
