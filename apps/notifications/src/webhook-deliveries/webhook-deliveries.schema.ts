import { WebhookDeliveryState, type WebhookDelivery } from '@seatkeeper/contracts';
import { defineCollection } from '@seatkeeper/mongo';
import {
  forgetting,
  messageFields,
  newestFirst,
  type SentAgain,
  type StoredMessage,
} from '../attempts/message-fields.js';
import type { SendOutcome } from '../webhook-sending/webhooks.client.js';
import { webhookLease } from './webhook-lease.js';

/** One try to hand it to the receiver, with the beginning of the answer. */
export interface WebhookAttempt {
  at: Date;
  outcome: SendOutcome['kind'];
  status?: number;
  ms: number;
  answer: string;
}

/** One event for one endpoint. `_id` is derived from the event and the endpoint. */
export interface StoredWebhook extends StoredMessage<WebhookDelivery['state'], WebhookAttempt> {
  endpointId: string;
  type: string;
  /** Word for word what is sent: the signature is over it. */
  body: string;
  replayed?: SentAgain;
}

/** Finds what is due to one endpoint without a look at what waits for others. */
export const DUE_OF_ENDPOINT = 'due-of-endpoint';

export const webhookDeliveries = defineCollection<StoredWebhook>({
  name: 'webhook-deliveries',
  fields: {
    endpointId: { type: String, required: true },
    type: { type: String, required: true },
    body: { type: String, required: true },
    ...messageFields(WebhookDeliveryState.options),
    answers: [{ at: Date, outcome: String, status: Number, ms: Number, answer: String }],
    replayed: { at: Date, attempts: Number },
  },
  indexes: [
    webhookLease.index,
    {
      name: DUE_OF_ENDPOINT,
      keys: { endpointId: 1, 'lease.until': 1 },
      where: { 'lease.until': { $exists: true } },
    },
    forgetting,
    { name: 'newest', keys: { accountId: 1, endpointId: 1, ...newestFirst } },
    { name: 'newest-of-state', keys: { accountId: 1, endpointId: 1, state: 1, ...newestFirst } },
  ],
});
