import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineJob, defineRequest } from '../contract.js';
import { AccountId, CommandId, WebhookDeliveryId, WebhookEndpointId } from '../ids.js';
import { PageRequest, pageOf } from '../pages.js';
import { Timestamp } from '../people.js';

export const WebhookDeliveryState = z.enum(['queued', 'sending', 'sent', 'failed', 'cancelled']);
export type WebhookDeliveryState = z.infer<typeof WebhookDeliveryState>;

/** One try to hand an event to a receiver. */
export const WebhookAttempt = z.object({
  at: Timestamp,
  outcome: z
    .enum(['sent', 'refused', 'gone', 'unreachable', 'blocked'])
    .describe(
      '`refused`: the status was not 2xx, redirects among them; `gone`: 410; `unreachable`: no answer in time; `blocked`: ' +
        'the address is not one of the public internet',
    ),
  status: z.int().nullable().describe('The status of the answer, if there was one'),
  ms: z.int().describe('Milliseconds from the first step to the answer'),
  answer: z.string().describe('The first bytes of the answer, or why there was none'),
});

/** One event for one endpoint, and what became of it. */
export const WebhookDelivery = z.object({
  id: WebhookDeliveryId,
  endpointId: WebhookEndpointId,
  type: z.string(),
  messageId: z.string().describe('`webhook-id`: the same at every attempt, and for every endpoint'),
  state: WebhookDeliveryState.describe(
    '`cancelled`: the endpoint was disabled or deleted when its turn came',
  ),
  attempts: z.int().describe('Attempts begun so far'),
  lastAttempt: WebhookAttempt.nullable().describe('The last that came to an end'),
  nextAttemptAt: Timestamp.nullable().describe('When it is tried next; null for one that is not waiting'),
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

export const WebhookDeliveryDetails = WebhookDelivery.extend({
  payload: z.object({ type: z.string(), timestamp: Timestamp, data: z.record(z.string(), z.unknown()) }),
  answers: z.array(WebhookAttempt).describe('The newest twenty attempts, the oldest of them first'),
});
export type WebhookDeliveryDetails = z.infer<typeof WebhookDeliveryDetails>;

const ofEndpoint = { accountId: AccountId, endpointId: WebhookEndpointId };
const one = { ...ofEndpoint, deliveryId: WebhookDeliveryId };

export const listWebhookDeliveries = defineRequest({
  name: 'notifications.webhook-delivery.list.v1',
  summary: 'A page of what was sent to an endpoint, newest first.',
  input: z.object({
    ...ofEndpoint,
    filter: z.object({ states: z.array(WebhookDeliveryState).min(1).optional() }),
    page: PageRequest,
  }),
  output: pageOf(WebhookDelivery),
  faults: ['not-found', 'validation-failed'],
});

export const getWebhookDelivery = defineRequest({
  name: 'notifications.webhook-delivery.get.v1',
  summary: 'What was sent, word for word, and every answer.',
  input: z.object(one),
  output: WebhookDeliveryDetails,
  faults: ['not-found'],
});

export const replayWebhookDelivery = defineRequest({
  name: 'notifications.webhook-delivery.replay.v1',
  summary:
    'Sends what has come to its end once more: the same message under the same id. The same command does so once.',
  input: z.object({ ...one, by: Actor, commandId: CommandId }),
  output: WebhookDelivery,
  faults: ['not-found', 'endpoint-disabled', 'delivery-under-way'],
});

export const webhookDeliveryReplayed = defineEvent({
  name: 'notifications.webhook-delivery.replayed.v1',
  summary: 'Somebody had an event sent once more.',
  data: z.object({ ...one, actor: Actor, type: z.string() }),
});

/** One job for an endpoint, however much waits for it: so one that is slow holds up itself alone. */
export const sendWebhooks = defineJob({
  queue: 'notifications-webhooks',
  name: 'webhooks.send.v1',
  summary: 'Sends what is due to one endpoint.',
  data: z.object(ofEndpoint),
  id: ({ endpointId }) => `endpoint-${endpointId}`,
  attempts: 20,
});
