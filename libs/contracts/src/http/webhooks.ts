import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { WebhookDeliveryId, WebhookEndpointId } from '../ids.js';
import {
  getWebhookDelivery,
  listWebhookDeliveries,
  replayWebhookDelivery,
  WebhookDelivery,
  WebhookDeliveryDetails,
  WebhookDeliveryState,
} from '../webhooks/webhook-delivery.js';
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  getWebhookEndpoint,
  MOST_WEBHOOK_ENDPOINTS,
  NewWebhookEndpoint,
  rotateWebhookSecret,
  SECRET_OVERLAP_HOURS,
  testWebhookEndpoint,
  updateWebhookEndpoint,
  WebhookEndpoint,
  WebhookEndpointChanges,
  WebhookSecret,
} from '../webhooks/webhook-endpoint.js';
import { pageOf } from '../pages.js';
import { defineEndpoint } from './endpoint.js';
import { anyOf, listQuery } from './query.js';

const tag = 'Webhooks';
const access = 'webhooks.manage';
const params = z.strictObject({ id: WebhookEndpointId });
const ofDelivery = params.extend({ deliveryId: WebhookDeliveryId });

export const listWebhookEndpointsEndpoint = defineEndpoint({
  id: 'listWebhookEndpoints',
  method: 'GET',
  path: '/v1/webhook-endpoints',
  tag,
  summary: 'List the addresses to which events are sent, the oldest first',
  access,
  answers: { 200: { description: 'The endpoints', body: z.object({ items: z.array(WebhookEndpoint) }) } },
});

export const createWebhookEndpointEndpoint = defineEndpoint({
  id: 'createWebhookEndpoint',
  secretAnswer: true,
  method: 'POST',
  path: '/v1/webhook-endpoints',
  tag,
  summary: 'Have events sent to an address; the secret that signs them is shown this once',
  description: `An account has ${MOST_WEBHOOK_ENDPOINTS} endpoints at most. Events are signed as Standard Webhooks says.`,
  access,
  body: NewWebhookEndpoint,
  answers: {
    201: {
      description: 'The endpoint and its secret',
      body: WebhookEndpoint.extend({ secret: WebhookSecret }),
    },
  },
  faults: faultsOf(createWebhookEndpoint),
  example: {
    url: 'https://hooks.harbour-lane.example/seatkeeper',
    description: 'Door system',
    events: ['identity.user.banned', 'identity.user.deactivated'],
  },
});

export const getWebhookEndpointEndpoint = defineEndpoint({
  id: 'getWebhookEndpoint',
  method: 'GET',
  path: '/v1/webhook-endpoints/:id',
  tag,
  summary: 'One endpoint',
  access,
  params,
  answers: { 200: { description: 'The endpoint', body: WebhookEndpoint } },
  faults: faultsOf(getWebhookEndpoint),
  versioned: true,
});

export const updateWebhookEndpointEndpoint = defineEndpoint({
  id: 'updateWebhookEndpoint',
  method: 'PATCH',
  path: '/v1/webhook-endpoints/:id',
  tag,
  summary: 'Change where events are sent and which, or stop and resume',
  description:
    'What waits for an endpoint that is disabled is cancelled; what happens while it is, is not sent to it later.',
  access,
  params,
  body: WebhookEndpointChanges,
  answers: { 200: { description: 'The endpoint', body: WebhookEndpoint } },
  faults: faultsOf(updateWebhookEndpoint),
  example: { state: 'enabled' },
  versioned: true,
});

export const deleteWebhookEndpointEndpoint = defineEndpoint({
  id: 'deleteWebhookEndpoint',
  method: 'DELETE',
  path: '/v1/webhook-endpoints/:id',
  tag,
  summary: 'Send nothing to an address any more, and forget its secrets',
  access,
  params,
  answers: { 204: { description: 'It is gone' } },
  faults: faultsOf(deleteWebhookEndpoint),
});

export const rotateWebhookSecretEndpoint = defineEndpoint({
  id: 'rotateWebhookSecret',
  secretAnswer: true,
  method: 'POST',
  path: '/v1/webhook-endpoints/:id/secret',
  tag,
  summary: 'Give an endpoint a new secret; it is shown this once',
  description:
    `For ${SECRET_OVERLAP_HOURS} hours the secret before signs too, so the header holds two signatures and a receiver takes over the ` +
    'new one when it likes. A third, rotated away before that, signs no longer.',
  access,
  params,
  answers: {
    200: {
      description: 'The endpoint and its secret',
      body: WebhookEndpoint.extend({ secret: WebhookSecret }),
    },
  },
  faults: faultsOf(rotateWebhookSecret),
});

export const testWebhookEndpointEndpoint = defineEndpoint({
  id: 'testWebhookEndpoint',
  method: 'POST',
  path: '/v1/webhook-endpoints/:id/test',
  tag,
  summary: 'Send a test event, whatever events the endpoint is for',
  access,
  params,
  answers: { 202: { description: 'The delivery, which waits for its turn', body: WebhookDelivery } },
  faults: faultsOf(testWebhookEndpoint),
});

export const listWebhookDeliveriesEndpoint = defineEndpoint({
  id: 'listWebhookDeliveries',
  method: 'GET',
  path: '/v1/webhook-endpoints/:id/deliveries',
  tag,
  summary: 'List what was sent to an endpoint, newest first, with what became of it',
  access,
  params,
  query: z.strictObject({ ...listQuery, state: anyOf(WebhookDeliveryState).optional() }),
  answers: { 200: { description: 'A page of deliveries', body: pageOf(WebhookDelivery) } },
  faults: faultsOf(listWebhookDeliveries),
});

export const getWebhookDeliveryEndpoint = defineEndpoint({
  id: 'getWebhookDelivery',
  method: 'GET',
  path: '/v1/webhook-endpoints/:id/deliveries/:deliveryId',
  tag,
  summary: 'What was sent, with every attempt and the beginning of each answer',
  access,
  params: ofDelivery,
  answers: { 200: { description: 'The delivery', body: WebhookDeliveryDetails } },
  faults: faultsOf(getWebhookDelivery),
});

export const replayWebhookDeliveryEndpoint = defineEndpoint({
  id: 'replayWebhookDelivery',
  method: 'POST',
  path: '/v1/webhook-endpoints/:id/deliveries/:deliveryId/replay',
  tag,
  summary: 'Send an event once more, under the same `webhook-id`',
  access,
  params: ofDelivery,
  answers: { 202: { description: 'The delivery, which waits for its turn', body: WebhookDelivery } },
  faults: faultsOf(replayWebhookDelivery),
});
