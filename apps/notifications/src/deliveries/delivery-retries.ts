import { type Actor, deliveryRetried, Fault, type SuppressionReason } from '@seatkeeper/contracts';
import { event, remembered } from '@seatkeeper/mongo';
import { dueAt, UNFINISHED } from '../attempts/attempts.js';
import { type DeliveryChange, told } from './deliveries.js';
import type { StoredDelivery } from './deliveries.schema.js';

/** Only what has come to its end without having been sent is sent once more: what is under way goes on by itself. */
export function refuseRetry({ state, lease }: StoredDelivery, over: string): Fault | null {
  switch (state) {
    case 'failed':
    case 'bounced':
    case 'suppressed':
      return null;
    case 'cancelled':
      return nothingToSend(over);
    case 'sent':
      return new Fault('wrong-delivery-state', {
        detail: 'The mail was sent: the mail server took it.',
        members: { state },
      });
    case 'queued':
    case 'sending':
      return new Fault('wrong-delivery-state', {
        detail: 'The mail has not failed: it is still tried, without anybody doing anything.',
        members: { state, ...(state === 'queued' && lease && { nextAttemptAt: lease.until.toISOString() }) },
      });
  }
}

const KEPT_BY: Readonly<Record<SuppressionReason, string>> = {
  'switched-off-by-user': 'Mails of its kind are switched off for the person.',
  'switched-off-by-account': 'The account does without mails of its kind.',
  'address-bounced':
    'A mail to the address came back, as there is no such mailbox. Correct the address, or lift its suppression.',
  'address-complained':
    'Who reads the address called a mail unwanted. Lift its suppression if they want mails again.',
};

/** Why nothing would be sent now. */
export const keptBack = ({ state }: StoredDelivery, reason: SuppressionReason): Fault =>
  new Fault('wrong-delivery-state', { detail: KEPT_BY[reason], members: { state, suppressed: reason } });

export const nothingToSend = (over: string): Fault => new Fault('nothing-to-send', over);

/** It is as if it had just become due, with the Message-ID that it had; a sweeper sees to it when the queue does not. */
export const retried = (
  delivery: StoredDelivery,
  { by, commandId, ownServer }: { by: Actor; commandId: string; ownServer?: string | undefined },
  now: Date,
): DeliveryChange => ({
  update: {
    set: {
      state: 'queued',
      lease: dueAt(now),
      retried: { at: now, attempts: delivery.attempts },
      commands: remembered(delivery, commandId, now),
      ...(ownServer !== undefined && { ownServer }),
    },
    unset: [
      ...UNFINISHED,
      'suppressed',
      'report',
      ...(ownServer === undefined ? (['ownServer'] as const) : []),
    ],
  },
  events: [event(deliveryRetried, delivery._id, { ...told(delivery), actor: by }, now)],
});
