import type { Actor } from '@seatkeeper/contracts';
import { defineCollection, type Stored } from '@seatkeeper/mongo';

/** One try to hand the mail to the mail server, with the server's words. */
export interface Attempt {
  at: Date;
  outcome: 'sent' | 'refused' | 'later';
  answer: string;
}

/** One message to one recipient. `_id` is derived from the event it comes from, the recipient and the kind. */
export interface StoredDelivery extends Stored {
  kind: 'invitation';
  userId: string;
  invitationId: string;
  actor: Actor;
  to: { name: string; address: string };
  locale: string;
  /** What the template says besides the link. The link itself is asked for when the mail is sent, and never stored. */
  words: { firstName: string; accountName: string; invitedBy?: string; expiresAt: Date };
  messageId: string;
  state: 'queued' | 'sending' | 'sent' | 'failed' | 'cancelled';
  /** Attempts begun so far; the newest of them are kept below with their answers. */
  attempts: number;
  answers: Attempt[];
  createdAt: Date;
  finishedAt?: Date;
  /** Who is sending right now, and until when nobody else may. Absent while nobody is. */
  lease?: { id: string; until: Date };
  /** From when on the sweeper has to see that somebody works on it; absent once it is finished. */
  dueAt?: Date;
}

export const deliveries = defineCollection<StoredDelivery>({
  name: 'deliveries',
  fields: {
    kind: { type: String, enum: ['invitation'], required: true },
    userId: { type: String, required: true },
    invitationId: { type: String, required: true },
    actor: { type: Object, required: true },
    to: { name: String, address: String },
    locale: { type: String, required: true },
    words: { firstName: String, accountName: String, invitedBy: String, expiresAt: Date },
    messageId: { type: String, required: true },
    state: { type: String, enum: ['queued', 'sending', 'sent', 'failed', 'cancelled'], required: true },
    attempts: { type: Number, required: true },
    answers: [{ at: Date, outcome: String, answer: String }],
    createdAt: { type: Date, required: true },
    finishedAt: { type: Date },
    lease: { type: { id: String, until: Date }, default: undefined },
    dueAt: { type: Date },
  },
  indexes: [
    { name: 'due', keys: { dueAt: 1 }, where: { dueAt: { $exists: true } } },
    { name: 'waiting', keys: { accountId: 1, dueAt: 1 }, where: { dueAt: { $exists: true } } },
  ],
});
