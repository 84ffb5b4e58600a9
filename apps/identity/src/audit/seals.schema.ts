import { defineCollection, defineLease, leaseField, type Stored, type StoredLease } from '@seatkeeper/mongo';
import type { Chain, Seal } from './chain.js';

/** The id is account and number: the insert decides which entries a seal has. Never changed. */
export type StoredSeal = Stored & Seal;

/** One per account, with its id: the last seal, and who is at the next. It may be behind the seals, and never ahead. */
export interface StoredHead extends Stored, Chain {
  /** When the last seal was made. */
  at?: Date;
  lease: StoredLease;
}

/** Two at once do no harm, for the insert of a seal decides; it would be work for nothing. */
export const sealingLease = defineLease({
  name: 'audit seals',
  ms: 10_000,
  patienceMs: 60_000,
  standing: true,
});

export const auditSeals = defineCollection<StoredSeal>({
  name: 'audit-seals',
  silent: true,
  fields: {
    number: { type: Number, required: true },
    previous: { type: String, required: true },
    entries: {
      type: [{ id: { type: String, required: true }, hash: { type: String, required: true } }],
      required: true,
    },
    count: { type: Number, required: true },
    at: { type: Date, required: true },
    hash: { type: String, required: true },
  },
  indexes: [{ name: 'by-number', keys: { accountId: 1, number: 1 } }],
});

export const auditHeads = defineCollection<StoredHead>({
  name: 'audit-heads',
  silent: true,
  fields: {
    seals: { type: Number, required: true },
    count: { type: Number, required: true },
    hash: { type: String, required: true },
    at: { type: Date },
    lease: leaseField,
  },
  indexes: [sealingLease.index],
});
