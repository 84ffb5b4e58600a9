import type { Actor, ActorName, Change } from '@seatkeeper/contracts';
import { defineCollection, type Stored } from '@seatkeeper/mongo';
import mongoose from 'mongoose';

/**
 * One entry per event; the id is the event's. Entries are only ever added. What an attack repeats has one entry per window,
 * whose id follows from what is counted, and which counts up until the window is over.
 */
export interface StoredEntry extends Stored {
  at: Date;
  actor: Actor;
  /** Who it was, of somebody of another account. Entries of older versions have none. */
  actorName?: ActorName;
  action: string;
  target: { kind: string; id: string };
  /** Users whose history this belongs to. */
  users: string[];
  changes: Change[];
  detail: Record<string, unknown>;
  /** Of the request that caused it; logs of all services are found by it. Entries of older versions have none. */
  requestId?: string;
  /** Where the call of a user came from. Entries of older versions have none. */
  address?: string;
  /** Of an entry that counts: the ids of what was counted in, the last of them. */
  parts?: string[];
  /** Of an entry that counts: nothing is counted into it any more, because a seal is to fix what it says. */
  closed?: true;
  /** The number of the seal that it is under; a minute or so after it was written it has one, and never another. */
  seal?: number;
}

const { Mixed } = mongoose.Schema.Types;
const newestFirst = { at: -1, _id: -1 } as const;

export const audit = defineCollection<StoredEntry>({
  name: 'audit',
  silent: true,
  fields: {
    at: { type: Date, required: true },
    actor: { type: Mixed, required: true },
    actorName: { type: Mixed },
    action: { type: String, required: true },
    target: { type: { kind: String, id: String }, required: true },
    users: { type: [String], required: true },
    changes: { type: [{ field: String, before: Mixed, after: Mixed }], required: true },
    detail: { type: Mixed, required: true },
    requestId: { type: String },
    address: { type: String },
    parts: { type: [String], default: undefined },
    closed: { type: Boolean },
    seal: { type: Number },
  },
  indexes: [
    { name: 'newest-first', keys: { accountId: 1, ...newestFirst } },
    { name: 'by-actor', keys: { accountId: 1, 'actor.id': 1, ...newestFirst } },
    { name: 'by-target', keys: { accountId: 1, 'target.id': 1, ...newestFirst } },
    { name: 'by-action', keys: { accountId: 1, action: 1, ...newestFirst } },
    { name: 'by-user', keys: { accountId: 1, users: 1, ...newestFirst } },
    // Finds what has no seal yet, of entries from before there were seals as well, and what a seal has.
    { name: 'by-seal', keys: { seal: 1, accountId: 1, at: 1, _id: 1 } },
  ],
});
