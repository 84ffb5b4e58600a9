import { z } from 'zod';
import { Actor, Change } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, CommandId, WebhookEndpointId } from '../ids.js';
import { line, Timestamp, unique } from '../people.js';
import { WebhookDelivery } from './webhook-delivery.js';
import { webhookEvents, WebhookEventType } from './webhook-events.js';

/** Endpoints that an account may have. */
export const MOST_WEBHOOK_ENDPOINTS = 10;
/** How long the secret before the newest signs too. */
export const SECRET_OVERLAP_HOURS = 24;

const addressOf = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);

/** Whether plain http will do, and which addresses, is up to the settings of who sends. */
export const WebhookUrl = z
  .string()
  .trim()
  .max(1_000, 'At most 1000 characters')
  .superRefine((text, context) => {
    const url = addressOf(text);
    const refuse = (message: string) => context.addIssue({ code: 'custom', message });
    if (!url || !/^https?:$/.test(url.protocol) || !url.hostname)
      return refuse('Expected an address such as https://hooks.firm.example/seatkeeper');
    if (url.username || url.password)
      refuse('May not hold a user or a password: the signature tells who sends');
    if (url.hash) refuse('May not hold a fragment (#…), which is never sent');
  })
  .transform((text) => addressOf(text)?.href ?? text)
  .meta({ type: 'string', format: 'uri' });

/** Left out or null: every event there is, also those that will be. */
const events = unique(WebhookEventType, webhookEvents.length)
  .min(1, 'Name at least one event, or null for all')
  .nullable()
  .meta({ description: 'Which events are sent; null: all, also those that there will be one day' });
const description = line(200).nullable();

export const NewWebhookEndpoint = z.strictObject({
  url: WebhookUrl.describe('Where events are sent by POST; https'),
  description: description.default(null),
  events: events.default(null),
});

export const WebhookEndpointChanges = z.strictObject({
  url: WebhookUrl.optional(),
  description: description.optional(),
  events: events.optional(),
  state: z
    .enum(['enabled', 'disabled'])
    .optional()
    .describe('Enabled again, it gets what happens from then on; what was missed can be sent again'),
});

export const WebhookEndpoint = z.object({
  id: WebhookEndpointId,
  url: z.string(),
  description: z.string().nullable(),
  events: z.array(z.string()).nullable(),
  state: z.enum(['enabled', 'disabled']),
  disabled: z
    .object({
      at: Timestamp,
      reason: z
        .enum(['wanted', 'gone', 'failing'])
        .describe('`gone`: it answered 410; `failing`: for days nothing arrived'),
    })
    .nullable(),
  failingSince: Timestamp.nullable().describe('The first failure since the last that arrived'),
  secrets: z
    .array(z.object({ createdAt: Timestamp, expiresAt: Timestamp.nullable() }))
    .describe('What signs now, the newest first; the secrets themselves are shown once'),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  version: z.int(),
});
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

export const WebhookSecret = z
  .string()
  .describe('Shown this once. `whsec_` and 32 bytes in base64: what libraries for Standard Webhooks take');

const inAccount = { accountId: AccountId };
const one = { ...inAccount, endpointId: WebhookEndpointId };
const command = { ...one, by: Actor, commandId: CommandId };

export const createWebhookEndpoint = defineRequest({
  name: 'notifications.webhook-endpoint.create.v1',
  summary:
    'Has events of the account sent to an address. The caller chooses the id: asked again under it, it is the same ' +
    'endpoint with the same secret.',
  input: z.object({ ...one, by: Actor, endpoint: NewWebhookEndpoint }),
  output: z.object({ endpoint: WebhookEndpoint, secret: WebhookSecret }),
  faults: ['validation-failed', 'too-many-endpoints'],
});

export const listWebhookEndpoints = defineRequest({
  name: 'notifications.webhook-endpoint.list.v1',
  summary: 'The webhook endpoints of an account, the oldest first.',
  input: z.object(inAccount),
  output: z.object({ items: z.array(WebhookEndpoint) }),
});

export const getWebhookEndpoint = defineRequest({
  name: 'notifications.webhook-endpoint.get.v1',
  summary: 'One webhook endpoint.',
  input: z.object(one),
  output: WebhookEndpoint,
  faults: ['not-found'],
});

export const updateWebhookEndpoint = defineRequest({
  name: 'notifications.webhook-endpoint.update.v1',
  summary: 'Changes where events are sent and which, or stops and resumes sending.',
  input: z.object({ ...one, by: Actor, changes: WebhookEndpointChanges, ifVersion: z.int().optional() }),
  output: WebhookEndpoint,
  faults: ['not-found', 'precondition-failed', 'validation-failed'],
});

export const deleteWebhookEndpoint = defineRequest({
  name: 'notifications.webhook-endpoint.delete.v1',
  summary: 'Ends sending to an address; what waits is not sent any more.',
  input: z.object({ ...one, by: Actor }),
  output: z.object({}),
  faults: ['not-found'],
});

export const rotateWebhookSecret = defineRequest({
  name: 'notifications.webhook-endpoint.rotate-secret.v1',
  summary:
    'Gives an endpoint a new secret; the one before signs too for a day, an earlier one no longer. The same command ' +
    'gives the same secret.',
  input: z.object(command),
  output: z.object({ endpoint: WebhookEndpoint, secret: WebhookSecret }),
  faults: ['not-found'],
});

export const testWebhookEndpoint = defineRequest({
  name: 'notifications.webhook-endpoint.test.v1',
  summary: 'Sends an event that tells of nothing but this. The same command sends one.',
  input: z.object(command),
  output: WebhookDelivery,
  faults: ['not-found', 'endpoint-disabled'],
});

/** The address is told without path and query: with some receivers these are as good as a password. */
const told = {
  accountId: AccountId,
  actor: Actor,
  webhook: z.object({ id: WebhookEndpointId, origin: z.string(), events: z.array(z.string()).nullable() }),
};
const endpointEvent = (verb: string, summary: string) =>
  defineEvent({
    name: `notifications.webhook-endpoint.${verb}.v1`,
    summary,
    data: z.object({ ...told, changes: z.array(Change) }),
  });

export const webhookEndpointCreated = endpointEvent('created', 'Somebody has events sent to an address.');
export const webhookEndpointUpdated = endpointEvent(
  'updated',
  'Somebody changed where events are sent, which, or whether.',
);
export const webhookEndpointDeleted = endpointEvent('deleted', 'Events are no longer sent to an address.');
export const webhookSecretRotated = endpointEvent(
  'secret-rotated',
  'An endpoint has a new secret; the one before works for a day.',
);
export const webhookEndpointTested = endpointEvent('tested', 'Somebody had a test event sent.');
export const webhookEndpointDisabled = defineEvent({
  name: 'notifications.webhook-endpoint.disabled.v1',
  summary: 'Nothing is sent to an endpoint any more: it said that it is gone, or nothing arrived for days.',
  data: z.object({ ...told, changes: z.array(Change), reason: z.enum(['gone', 'failing']) }),
});
