import {
  type Actor,
  DeliveryState,
  MailKind,
  MailReportKind,
  SuppressionReason,
} from '@seatkeeper/contracts';
import { defineCollection, MINUTE_MS } from '@seatkeeper/mongo';
import {
  forgetting,
  messageFields,
  newestFirst,
  type SentAgain,
  type StoredMessage,
} from '../attempts/message-fields.js';
import type { Outcome } from '../mail/outcome.js';
import type { References } from '../kinds/mail.js';

/** One try to hand the mail to the mail server, with the server's words. */
export interface Attempt {
  at: Date;
  outcome: Outcome['kind'];
  answer: string;
  /** Left out of one through the server of the product. */
  through?: 'account';
}

/** What was said of a mail after it was handed over, and the address it had gone to once that is known. */
export interface Report {
  kind: MailReportKind;
  at: Date;
  words: string;
  address?: string;
}

/** Whose mailbox it is. */
export interface Recipient {
  name: string;
  address: string;
}

/** One message to one recipient. `_id` is derived from the event it comes from, the recipient and the kind. */
export interface StoredDelivery extends StoredMessage<DeliveryState, Attempt>, References {
  kind: MailKind;
  userId: string;
  actor: Actor;
  /** Where it went at the last attempt. Asked for when the mail is sent, as are its words and, never stored, the link. */
  to?: Recipient;
  retried?: SentAgain;
  /** The account whose own mail server it goes through, or waits for; without one it is the product's. */
  ownServer?: string;
  /** Why it was not sent, of one that is suppressed. */
  suppressed?: SuppressionReason;
  report?: Report;
}

/** Finds what is due to one mail server without a look at what waits for others. */
export const DUE_OF_SERVER = 'due-of-server';

export const deliveries = defineCollection<StoredDelivery>({
  name: 'deliveries',
  fields: {
    kind: { type: String, enum: MailKind.options, required: true },
    userId: { type: String, required: true },
    invitationId: { type: String },
    confirmationId: { type: String },
    resetId: { type: String },
    changeId: { type: String },
    product: { type: String },
    invoiceId: { type: String },
    orderId: { type: String },
    offerId: { type: String },
    affiliateId: { type: String },
    digestId: { type: String },
    replacementId: { type: String },
    reassignmentId: { type: String },
    personId: { type: String },
    cause: { type: String },
    actor: { type: Object, required: true },
    to: { name: String, address: String },
    ...messageFields(DeliveryState.options),
    answers: [{ at: Date, outcome: String, answer: String, through: String }],
    retried: { at: Date, attempts: Number },
    ownServer: { type: String },
    suppressed: { type: String, enum: SuppressionReason.options },
    report: {
      type: {
        kind: { type: String, enum: MailReportKind.options },
        at: Date,
        words: String,
        address: String,
      },
    },
  },
  indexes: [
    {
      name: DUE_OF_SERVER,
      keys: { ownServer: 1, 'lease.until': 1 },
      where: { 'lease.until': { $exists: true } },
      awaited: {
        kind: 'deliveries',
        lateMs: 15 * MINUTE_MS,
        attempts: 'attempts',
        remedy: 'Nobody sends it though its time has come: see whether Redis and the mail server answer.',
      },
    },
    forgetting,
    { name: 'newest', keys: { accountId: 1, ...newestFirst } },
    { name: 'newest-of-user', keys: { accountId: 1, userId: 1, ...newestFirst } },
    { name: 'newest-of-state', keys: { accountId: 1, state: 1, ...newestFirst } },
    { name: 'newest-of-kind', keys: { accountId: 1, kind: 1, ...newestFirst } },
  ],
});
