import { type Actor, DeliveryState, MailKind } from '@seatkeeper/contracts';
import {
  commandsField,
  defineCollection,
  type DoneCommand,
  leaseField,
  type Stored,
  type StoredLease,
} from '@seatkeeper/mongo';
import type { Outcome } from '../mail/outcome.js';
import type { References } from '../kinds/mail.js';
import { deliveryLease } from './delivery-lease.js';

/** One try to hand the mail to the mail server, with the server's words. */
export interface Attempt {
  at: Date;
  outcome: Outcome['kind'];
  answer: string;
}

/** Whose mailbox it is. */
export interface Recipient {
  name: string;
  address: string;
}

/** One message to one recipient. `_id` is derived from the event it comes from, the recipient and the kind. */
export interface StoredDelivery extends Stored, References {
  kind: MailKind;
  userId: string;
  actor: Actor;
  /** Where it went at the last attempt. Asked for when the mail is sent, as are its words and, never stored, the link. */
  to?: Recipient;
  messageId: string;
  state: DeliveryState;
  /** Attempts begun so far; the newest of them are kept below with their answers. */
  attempts: number;
  answers: Attempt[];
  /** When somebody last had it sent once more, and how many attempts there were before: they count no longer. */
  retried?: { at: Date; attempts: number };
  /** What has been done to it by command. */
  commands?: DoneCommand[];
  createdAt: Date;
  finishedAt?: Date;
  /** Who sends it, or from when on somebody may; absent once it is finished. */
  lease?: StoredLease;
  /** When it is forgotten, names and address with it; from its end on. */
  purgeAt?: Date;
}

const newestFirst = { createdAt: -1, _id: -1 } as const;

export const deliveries = defineCollection<StoredDelivery>({
  name: 'deliveries',
  fields: {
    kind: { type: String, enum: MailKind.options, required: true },
    userId: { type: String, required: true },
    invitationId: { type: String },
    confirmationId: { type: String },
    resetId: { type: String },
    actor: { type: Object, required: true },
    to: { name: String, address: String },
    messageId: { type: String, required: true },
    state: { type: String, enum: DeliveryState.options, required: true },
    attempts: { type: Number, required: true },
    answers: [{ at: Date, outcome: String, answer: String }],
    retried: { at: Date, attempts: Number },
    commands: commandsField,
    createdAt: { type: Date, required: true },
    finishedAt: { type: Date },
    lease: leaseField,
    purgeAt: { type: Date },
  },
  indexes: [
    deliveryLease.index,
    { name: 'kept-long-enough', keys: { purgeAt: 1 }, ttlSeconds: 0 },
    { name: 'newest', keys: { accountId: 1, ...newestFirst } },
    { name: 'newest-of-user', keys: { accountId: 1, userId: 1, ...newestFirst } },
    { name: 'newest-of-state', keys: { accountId: 1, state: 1, ...newestFirst } },
    { name: 'newest-of-kind', keys: { accountId: 1, kind: 1, ...newestFirst } },
  ],
});
