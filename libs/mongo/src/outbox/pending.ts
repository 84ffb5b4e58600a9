import type { mongo } from 'mongoose';
import type { OutboxEntry } from './event.js';

/** The events of one document that were just written, and where to remove them from once they are out. */
export interface Pending {
  readonly collection: mongo.Collection<OutboxDocument>;
  readonly id: string;
  readonly accountId: string;
  readonly entries: readonly OutboxEntry[];
}

export interface OutboxDocument {
  _id: string;
  accountId: string;
  outbox?: OutboxEntry[];
  outboxAt?: Date;
  outboxBy?: string;
}
