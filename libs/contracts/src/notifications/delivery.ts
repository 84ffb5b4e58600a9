import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineJob } from '../contract.js';
import { AccountId, ConfirmationId, DeliveryId, InvitationId, UserId } from '../ids.js';

/** Every kind of mail there is. */
export const MailKind = z.enum([
  'invitation',
  'confirmation',
  'password-reset',
  'password-changed',
  'sign-in-details',
]);
export type MailKind = z.infer<typeof MailKind>;

export const sendDelivery = defineJob({
  queue: 'notifications-email',
  name: 'delivery.send.v1',
  summary: 'Sends one message to one recipient.',
  data: z.object({ accountId: AccountId, deliveryId: DeliveryId }),
  id: ({ deliveryId }) => `delivery-${deliveryId}`,
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
