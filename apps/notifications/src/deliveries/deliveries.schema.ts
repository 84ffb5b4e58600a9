import type { Actor } from '@seatkeeper/contracts';
import { defineCollection, leaseField, type Stored, type StoredLease } from '@seatkeeper/mongo';
import type { Outcome } from '../mail/outcome.js';
import type { InvitationWords } from '../templates/invitation-words.js';
import { deliveryLease } from './delivery-lease.js';

/** One try to hand the mail to the mail server, with the server's words. */
export interface Attempt {
  at: Date;
  outcome: Outcome['kind'];
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
  words: InvitationWords;
  messageId: string;
  state: 'queued' | 'sending' | 'sent' | 'failed' | 'cancelled';
  /** Attempts begun so far; the newest of them are kept below with their answers. */
  attempts: number;
  answers: Attempt[];
  createdAt: Date;
  finishedAt?: Date;
  /** Who sends it, or from when on somebody may; absent once it is finished. */
  lease?: StoredLease;
  /** When it is forgotten, names and address with it; from its end on. */
  purgeAt?: Date;
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
    words: {
      firstName: String,
      accountName: String,
      accountSlug: String,
      username: String,
      invitedBy: String,
      expiresAt: Date,
      timeZone: String,
    },
    messageId: { type: String, required: true },
    state: { type: String, enum: ['queued', 'sending', 'sent', 'failed', 'cancelled'], required: true },
    attempts: { type: Number, required: true },
    answers: [{ at: Date, outcome: String, answer: String }],
    createdAt: { type: Date, required: true },
    finishedAt: { type: Date },
    lease: leaseField,
    purgeAt: { type: Date },
  },
  indexes: [deliveryLease.index, { name: 'kept-long-enough', keys: { purgeAt: 1 }, ttlSeconds: 0 }],
});
