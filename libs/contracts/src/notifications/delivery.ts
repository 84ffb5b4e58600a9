import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineJob, defineRequest } from '../contract.js';
import { AccountId, CommandId, ConfirmationId, DeliveryId, InvitationId, UserId } from '../ids.js';
import { PageRequest, pageOf } from '../pages.js';
import { Timestamp } from '../people.js';

/** Every kind of mail there is. */
export const MailKind = z.enum([
  'invitation',
  'invitation-reminder',
  'confirmation',
  'password-reset',
  'password-changed',
  'password-change-required',
  'sign-in-details',
  'banned',
  'unbanned',
  'deactivated',
  'replaced',
  'records-received',
  'hand-over-finished',
  'email-change',
  'email-changing',
  'email-changed',
  'second-factor-added',
  'second-factor-removed',
  'seats-low',
  'seats-exhausted',
  'over-allocated',
  'invoice-issued',
  'invoice-overdue',
  'payment-declined',
  'order-refunded',
  'renewal-coming',
  'renewal-retry',
  'renewal-declined',
  'subscription-ended',
  'affiliate-offered',
  'affiliate-offer-accepted',
  'affiliate-offer-declined',
  'sender-failing',
  'sender-recovered',
  'digest',
  'arrival-refused',
  'departure-refused',
]);
export type MailKind = z.infer<typeof MailKind>;

export const DeliveryState = z.enum([
  'queued',
  'sending',
  'sent',
  'bounced',
  'failed',
  'cancelled',
  'suppressed',
]);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** Why a mail that was due was not sent. */
export const SuppressionReason = z.enum([
  'switched-off-by-user',
  'switched-off-by-account',
  'address-bounced',
  'address-complained',
]);
export type SuppressionReason = z.infer<typeof SuppressionReason>;

/** What may be said of a mail after the mail server took it. */
export const MailReportKind = z
  .enum(['hard-bounce', 'soft-bounce', 'complaint'])
  .describe(
    '`hard-bounce`: it came back, there is no such mailbox; `soft-bounce`: it came back for another reason, such as a full ' +
      'mailbox; `complaint`: its reader called it unwanted',
  );
export type MailReportKind = z.infer<typeof MailReportKind>;

/** Whose mail server a mail goes through. */
export const SenderOwner = z.enum(['product', 'account']);

/** One try to hand a mail to the mail server. */
export const DeliveryAttempt = z.object({
  at: Timestamp,
  through: SenderOwner.describe('Whose mail server that was'),
  outcome: z
    .enum(['sent', 'refused', 'later', 'unknown'])
    .describe('`later`: not now; `unknown`: the server has the mail, and never said whether it took it'),
  answer: z.string().describe('The words of the mail server, without secrets'),
});

export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>;

/** One message to one person, and what became of it. What it says is kept nowhere. */
export const Delivery = z.object({
  id: DeliveryId,
  kind: MailKind,
  userId: UserId,
  to: z
    .object({ name: z.string(), address: z.string() })
    .nullable()
    .describe('Where it went at the last attempt; null before the first'),
  actor: Actor.describe('Who caused it'),
  state: DeliveryState.describe(
    '`bounced`: it came back, as `report` tells; `cancelled`: there was nothing to send any more when its turn came; ' +
      '`suppressed`: it was not to be sent, for the reason in `suppressed`',
  ),
  suppressed: SuppressionReason.nullable().describe(
    'Why it was not sent; null for one that was not suppressed',
  ),
  report: z
    .object({ kind: MailReportKind, at: Timestamp, words: z.string() })
    .nullable()
    .describe(
      'What was said of it afterwards, in the words of the mail server of the recipient; null for nothing',
    ),
  messageId: z.string().describe('The same at every attempt'),
  through: SenderOwner.describe('Whose mail server it went through the last time, or waits for'),
  attempts: z.int().describe('Attempts begun so far'),
  lastAttempt: DeliveryAttempt.nullable().describe('The last that came to an end'),
  nextAttemptAt: Timestamp.nullable().describe('When it is tried next; null for one that is not waiting'),
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

export const DeliveryDetails = Delivery.extend({
  answers: z.array(DeliveryAttempt).describe('The newest twenty attempts, the oldest of them first'),
});
export type DeliveryDetails = z.infer<typeof DeliveryDetails>;

export const listDeliveries = defineRequest({
  name: 'notifications.delivery.list.v1',
  summary: 'A page of the mails of an account, newest first, with what became of them.',
  input: z.object({
    accountId: AccountId,
    filter: z.object({
      user: UserId.optional(),
      kinds: z.array(MailKind).min(1).optional(),
      states: z.array(DeliveryState).min(1).optional(),
    }),
    page: PageRequest,
  }),
  output: pageOf(Delivery),
  faults: ['validation-failed'],
});

export const getDelivery = defineRequest({
  name: 'notifications.delivery.get.v1',
  summary: 'A mail with its attempts and the words of the mail server.',
  input: z.object({ accountId: AccountId, deliveryId: DeliveryId }),
  output: DeliveryDetails,
  faults: ['not-found'],
});

export const retryDelivery = defineRequest({
  name: 'notifications.delivery.retry.v1',
  summary:
    'Sends a mail that failed, came back or was suppressed once more, under the same Message-ID, as long as what it is about ' +
    'holds and nothing keeps it from being sent. The same command does so once.',
  input: z.object({ accountId: AccountId, by: Actor, deliveryId: DeliveryId, commandId: CommandId }),
  output: Delivery,
  faults: [
    'not-found',
    'wrong-delivery-state',
    'nothing-to-send',
    'forbidden',
    'too-many-requests',
    'address-not-confirmed',
  ],
  timeoutMs: 10_000,
});

export const admitMail = defineRequest({
  name: 'identity.mail.admit.v1',
  askedBy: ['notifications'],
  vouchedBy: ['notifications'],
  summary:
    'Whether somebody may have a mail sent once more to a user: it counts as one more to the person and to the address.',
  input: z.object({ accountId: AccountId, by: Actor, userId: UserId, kind: MailKind }),
  output: z.object({}),
  faults: ['not-found', 'forbidden', 'too-many-requests', 'address-not-confirmed'],
});

export const sendDelivery = defineJob({
  queue: 'notifications-email',
  name: 'delivery.send.v1',
  summary: 'Sends one message to one recipient.',
  data: z.object({ accountId: AccountId, deliveryId: DeliveryId }),
  id: ({ deliveryId }) => `delivery-${deliveryId}`,
  attempts: 20,
});

export const sendThroughOwnServer = defineJob({
  queue: 'notifications-own-servers',
  name: 'own-server.send.v1',
  summary:
    'Sends what is due through the mail server of an account: one place in the queue, however much waits.',
  data: z.object({ accountId: AccountId }),
  id: ({ accountId }) => `own-server-${accountId}`,
  attempts: 20,
});

const delivery = {
  accountId: AccountId,
  actor: Actor,
  deliveryId: DeliveryId,
  kind: MailKind,
  userId: UserId,
  invitationId: InvitationId.optional(),
  confirmationId: ConfirmationId.optional(),
};

export const deliverySent = defineEvent({
  name: 'notifications.delivery.sent.v1',
  summary: 'The mail server took the message.',
  audited: false,
  data: z.object(delivery),
});

export const deliveryFailed = defineEvent({
  name: 'notifications.delivery.failed.v1',
  summary: 'The message could not be delivered and will not be tried again.',
  audited: false,
  data: z.object({ ...delivery, reason: z.string() }),
});

export const deliveryReported = defineEvent({
  name: 'notifications.delivery.reported.v1',
  summary: 'A mail came back, or its reader complained of it.',
  audited: false,
  data: z.object({
    ...delivery,
    report: MailReportKind,
    /** Left out while only the mail server knows where the mail went; it is told once more then. */
    address: z.string().optional(),
    reason: z.string(),
    at: Timestamp,
  }),
});

export const deliverySuppressed = defineEvent({
  name: 'notifications.delivery.suppressed.v1',
  summary: 'A mail was due and not sent: its kind is switched off, or mails to the address come back.',
  audited: false,
  data: z.object({ ...delivery, reason: SuppressionReason }),
});

export const deliveryRetried = defineEvent({
  name: 'notifications.delivery.retried.v1',
  summary: 'Somebody had a mail that was not sent, or came back, sent once more; `actor` says who.',
  data: z.object(delivery),
});
