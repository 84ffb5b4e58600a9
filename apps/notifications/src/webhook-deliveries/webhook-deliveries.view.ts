import type { WebhookDelivery, WebhookDeliveryDetails } from '@seatkeeper/contracts';
import type { StoredWebhook, WebhookAttempt } from './webhook-deliveries.schema.js';

export function toWebhookDelivery(stored: StoredWebhook): WebhookDelivery {
  const { _id: id, endpointId, type, messageId, state, attempts, answers, createdAt } = stored;
  const last = answers.at(-1);
  return {
    id,
    endpointId,
    type,
    messageId,
    state,
    attempts,
    lastAttempt: last ? toAttempt(last) : null,
    nextAttemptAt: state === 'queued' ? (stored.lease?.until.toISOString() ?? null) : null,
    createdAt: createdAt.toISOString(),
    finishedAt: stored.finishedAt?.toISOString() ?? null,
  };
}

export const toWebhookDeliveryDetails = (stored: StoredWebhook): WebhookDeliveryDetails => ({
  ...toWebhookDelivery(stored),
  payload: JSON.parse(stored.body) as WebhookDeliveryDetails['payload'],
  answers: stored.answers.map(toAttempt),
});

const toAttempt = ({ at, outcome, status, ms, answer }: WebhookAttempt) => ({
  at: at.toISOString(),
  outcome,
  status: status ?? null,
  ms,
  answer,
});
