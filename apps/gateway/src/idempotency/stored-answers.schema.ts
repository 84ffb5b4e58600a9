import { defineCollection, defineLease, leaseField, type Stored, type StoredLease } from '@seatkeeper/mongo';
import { KEPT_HOURS } from './idempotency.js';

/** A gateway that died blocks its keys this long, and one that lives for as long as a large upload takes. */
export const keyLease = defineLease({ name: 'idempotency keys', ms: 5_000, patienceMs: 600_000 });

/** One use of an Idempotency-Key by one user. */
export interface StoredAnswer extends Stored {
  digest: string;
  /** There until the answer is: only the attempt that holds it settles the key. */
  lease?: StoredLease;
  answer?: { status: number; body?: unknown; headers: Record<string, string> };
  createdAt: Date;
}

export const storedAnswers = defineCollection<StoredAnswer>({
  name: 'idempotency',
  silent: true,
  fields: {
    _id: String,
    digest: { type: String, required: true },
    lease: leaseField,
    answer: { type: Object },
    createdAt: { type: Date, required: true },
  },
  indexes: [{ name: 'forget', keys: { createdAt: 1 }, ttlSeconds: KEPT_HOURS * 3_600 }],
});
