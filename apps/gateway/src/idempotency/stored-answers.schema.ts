import { defineCollection, type Stored } from '@seatkeeper/mongo';
import { KEPT_HOURS } from './idempotency.js';

/** One use of an Idempotency-Key by one user. */
export interface StoredAnswer extends Stored {
  digest: string;
  /** Random for each attempt, so that only the attempt that holds the key settles it. */
  attempt: string;
  leaseUntil: Date;
  answer?: { status: number; body?: unknown; headers: Record<string, string> };
  createdAt: Date;
}

export const storedAnswers = defineCollection<StoredAnswer>({
  name: 'idempotency',
  fields: {
    _id: String,
    digest: { type: String, required: true },
    attempt: { type: String, required: true },
    leaseUntil: { type: Date, required: true },
    answer: { type: Object },
    createdAt: { type: Date, required: true },
  },
  indexes: [{ name: 'forget', keys: { createdAt: 1 }, ttlSeconds: KEPT_HOURS * 3_600 }],
});
