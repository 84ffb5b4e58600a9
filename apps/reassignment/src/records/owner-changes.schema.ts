import { defineCollection, type Stored } from '@seatkeeper/mongo';
import { Schema } from 'mongoose';
import type { UnlistedChange } from './records.schema.js';

/** A change of owner in the list of its account, where it has the place of its block and its own in it. */
export interface ListedChange extends UnlistedChange {
  record: string;
  type: string;
  externalId: string;
}

/**
 * Some changes of owner of an account in their order, each with a number: the first one's is `first`, and blocks follow
 * each other without a gap. Written once; only when `settled` do the records hold none of them any more.
 */
export interface StoredBlock extends Stored {
  first: number;
  changes: ListedChange[];
  /** Where the block before begins; none before the very first. */
  before?: number;
  settled: boolean;
  at: Date;
  /** When it is forgotten. The newest never is: the next one counts on from it. */
  purgeAt?: Date;
}

export const ownerChanges = defineCollection<StoredBlock>({
  name: 'owner-changes',
  silent: true,
  fields: {
    first: { type: Number, required: true },
    // Mixed: changes by the thousand need no casting.
    changes: { type: [Schema.Types.Mixed], required: true },
    before: Number,
    settled: { type: Boolean, required: true },
    at: { type: Date, required: true },
    purgeAt: Date,
  },
  indexes: [
    { name: 'one-block-per-place', keys: { accountId: 1, first: 1 }, unique: true },
    { name: 'kept-long-enough', keys: { purgeAt: 1 }, ttlSeconds: 0 },
  ],
});
