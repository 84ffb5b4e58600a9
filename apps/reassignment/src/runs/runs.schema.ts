import type { Actor, ReassignmentPlan, RunState } from '@seatkeeper/contracts';
import {
  commandsField,
  defineCollection,
  type DoneCommand,
  leaseField,
  type Stored,
  type StoredLease,
} from '@seatkeeper/mongo';
import { Schema } from 'mongoose';
import type { Move } from './assignment.js';
import type { TypeCount } from './distribution.js';
import { runLease } from './run-lease.js';

/**
 * What is being moved right now, written down before anything moves: whoever takes over after a crash carries
 * out the same chunk again, and the guards of the move make that harmless.
 */
export interface Chunk {
  /** Which field moves; the owner, if left out. */
  field?: string;
  moves: Move[];
  /** The id of its last record; the next chunk begins behind it. */
  last: string;
}

export interface StoredRun extends Stored {
  state: Exclude<RunState, 'pausing' | 'cancelling'>;
  by: Actor;
  plan: ReassignmentPlan;
  /** The preview that it moves, and nothing else; and how much stays because it came or changed since. */
  bound?: { manifest: string; before: Date; previewed: number; skipped: number };
  /** The run whose moves this one takes back; the plan is that run's. */
  undoes?: string;
  /** The run that takes this one back. */
  undoneBy?: string;
  /** Fixed at the start, so that the result is what the preview said. */
  quotas: TypeCount[];
  total: number;
  moved: TypeCount[];
  /** One way through the owner's records, field by field. The run is over when a whole pass finds none to move. */
  pass: { found: number; field?: string; after?: string };
  chunk?: Chunk;
  /** What who works on the run has been told, and by whom. */
  stop?: { to: 'pause' | 'cancel'; by: Actor };
  /** Who works on the run, or since when it waits for its next turn; there unless it is paused or over. */
  lease?: StoredLease;
  commands?: DoneCommand[];
  /** Why it failed. */
  detail?: string;
  createdAt: Date;
  startedAt?: Date;
  finishedAt?: Date;
  /** When it is forgotten, from its end on. */
  purgeAt?: Date;
}

const counts = [{ type: { type: String }, field: String, to: String, count: Number }];

export const runs = defineCollection<StoredRun>({
  name: 'runs',
  fields: {
    state: { type: String, required: true },
    by: { type: { type: String }, id: String, keyId: String, accountId: String },
    plan: { type: Schema.Types.Mixed, required: true },
    bound: Schema.Types.Mixed,
    undoes: String,
    undoneBy: String,
    quotas: counts,
    total: { type: Number, required: true },
    moved: counts,
    pass: { found: Number, field: String, after: String },
    // Mixed: ids by the thousand need no casting.
    chunk: Schema.Types.Mixed,
    stop: Schema.Types.Mixed,
    lease: leaseField,
    commands: commandsField,
    detail: String,
    createdAt: { type: Date, required: true },
    startedAt: Date,
    finishedAt: Date,
    purgeAt: Date,
  },
  indexes: [
    { name: 'newest-first', keys: { accountId: 1, createdAt: -1, _id: -1 } },
    runLease.index,
    {
      name: 'next-turn',
      keys: { accountId: 1, 'lease.until': 1 },
      where: { 'lease.until': { $exists: true } },
    },
    { name: 'by-owner', keys: { accountId: 1, 'plan.from': 1, createdAt: -1 } },
    { name: 'kept-long-enough', keys: { purgeAt: 1 }, ttlSeconds: 0 },
  ],
});
