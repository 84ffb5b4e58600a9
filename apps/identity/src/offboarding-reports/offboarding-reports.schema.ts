import type { Actor, OffboardingReport, ReplacementReport } from '@seatkeeper/contracts';
import { defineCollection, moment, type Stored, text, goesOnByItself, HOUR_MS } from '@seatkeeper/mongo';
import mongoose from 'mongoose';
import type { LeavingDone, ReplacingDone } from '../users/stored-flows.js';

/** What is known of an offboarding, step by step; what is absent has not come yet. */
export interface OffboardingFacts extends LeavingDone {
  id: string;
  userId: string;
  name: { username: string; firstName: string; lastName: string };
  by: Actor;
  reason?: string;
  startedAt: Date;
  freed?: number;
  products?: string[];
  /** When somebody else was left to manage the groups, and the records were on their way. */
  handedOverAt?: Date;
  /** Whether records were to be moved, the run that does, or why none could be begun. */
  moves: boolean;
  reassignmentId?: string;
  refusal?: string;
}

/** What is known of a replacement when all but the records has been done. */
export interface ReplacementFacts
  extends
    ReplacingDone,
    Pick<
      OffboardingFacts,
      | 'id'
      | 'userId'
      | 'name'
      | 'by'
      | 'startedAt'
      | 'products'
      | 'handedOverAt'
      | 'moves'
      | 'reassignmentId'
      | 'refusal'
    > {
  successor: ReplacementReport['successor'];
  swapped?: number;
  common?: string[];
  given?: NonNullable<ReplacementReport['given']>;
}

/** An offboarding, or a replacement, whose steps in identity are done. */
export interface StoredOffboarding extends Stored {
  userId: string;
  /** Of a replacement. */
  kind?: 'replacement';
  facts: OffboardingFacts | ReplacementFacts;
  reassignmentId?: string;
  createdAt: Date;
  /** When to look whether the report can be finished; gone once it is. */
  dueAt?: Date;
  report?: OffboardingReport | ReplacementReport;
  hash?: string;
}

const { Mixed } = mongoose.Schema.Types;

export const offboardings = defineCollection<StoredOffboarding>({
  name: 'offboardings',
  fields: {
    userId: text,
    kind: { type: String, enum: ['replacement'] },
    facts: { type: Mixed, required: true },
    reassignmentId: { type: String },
    createdAt: moment,
    dueAt: { type: Date },
    report: { type: Mixed },
    hash: { type: String },
  },
  indexes: [
    { name: 'latest-of-user', keys: { accountId: 1, userId: 1, createdAt: -1 } },
    {
      name: 'due',
      keys: { dueAt: 1 },
      where: { dueAt: { $exists: true } },
      awaited: { kind: 'reports of leavings', lateMs: HOUR_MS, remedy: goesOnByItself },
    },
    {
      name: 'by-run',
      keys: { accountId: 1, reassignmentId: 1 },
      where: { reassignmentId: { $exists: true } },
    },
  ],
});
