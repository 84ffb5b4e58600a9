import { ids, liam, page } from './harbour-lane.js';

const endpoint = {
  id: ids.webhook,
  url: 'https://hooks.harbour-lane.example/seatkeeper',
  description: 'Door system',
  events: ['identity.user.banned', 'identity.user.deactivated'],
  state: 'enabled',
  disabled: null as object | null,
  failingSince: null,
  secrets: [{ createdAt: '2026-03-09T10:00:00.000Z', expiresAt: null as string | null }],
  createdAt: '2026-03-09T10:00:00.000Z',
  updatedAt: '2026-03-09T10:00:00.000Z',
  version: 1,
};
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=';

const attempt = {
  at: '2026-03-12T16:41:01.000Z',
  outcome: 'refused',
  status: 500,
  ms: 212,
  answer: 'We are down.',
};
const delivery = {
  id: ids.webhookDelivery,
  endpointId: ids.webhook,
  type: 'identity.user.banned',
  messageId: ids.message,
  state: 'queued',
  attempts: 1,
  lastAttempt: attempt as object | null,
  nextAttemptAt: '2026-03-12T16:41:06.000Z',
  createdAt: '2026-03-12T16:41:00.000Z',
  finishedAt: null,
};

/** The door system of the firm, which was down as Liam was banned. */
const banned = {
  type: 'identity.user.banned',
  subject: { kind: 'user', id: liam.id },
  version: 12,
  at: '2026-03-12T16:40:59.000Z',
};

export const webhookAnswers = {
  liveEvents: {
    200: `event: ready\nid: 1773333658123-41\ndata: {}\n\nevent: change\nid: 1773333658123-42\ndata: ${JSON.stringify(banned)}\n\n`,
  },
  listWebhookEndpoints: { 200: { items: [endpoint] } },
  createWebhookEndpoint: { 201: { ...endpoint, secret } },
  getWebhookEndpoint: { 200: endpoint },
  updateWebhookEndpoint: { 200: { ...endpoint, version: 2 } },
  rotateWebhookSecret: {
    200: {
      ...endpoint,
      secrets: [
        { createdAt: '2026-04-01T08:00:00.000Z', expiresAt: null },
        { createdAt: '2026-03-09T10:00:00.000Z', expiresAt: '2026-04-02T08:00:00.000Z' },
      ],
      updatedAt: '2026-04-01T08:00:00.000Z',
      version: 2,
      secret,
    },
  },
  testWebhookEndpoint: {
    202: {
      ...delivery,
      type: 'notifications.webhook-endpoint.tested',
      attempts: 0,
      lastAttempt: null,
      nextAttemptAt: '2026-03-12T16:41:04.000Z',
    },
  },
  listWebhookDeliveries: { 200: page(delivery) },
  getWebhookDelivery: {
    200: {
      ...delivery,
      payload: {
        type: 'identity.user.banned',
        timestamp: '2026-03-12T16:40:59.000Z',
        data: {
          accountId: ids.account,
          actor: { type: 'user', id: ids.ada },
          user: { id: liam.id, username: liam.username, status: 'banned' },
          changes: [{ field: 'status' }],
        },
      },
      answers: [attempt],
    },
  },
  replayWebhookDelivery: { 202: { ...delivery, nextAttemptAt: '2026-03-12T17:00:04.000Z' } },
};
