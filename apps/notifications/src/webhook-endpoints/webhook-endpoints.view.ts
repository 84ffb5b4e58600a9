import type { WebhookEndpoint } from '@seatkeeper/contracts';
import { signing } from './webhook-endpoints.js';
import type { StoredEndpoint } from './webhook-endpoints.schema.js';

/** What is shown of an endpoint: each field is named, and a secret is none of them. */
export function toWebhookEndpoint(stored: StoredEndpoint, now: Date): WebhookEndpoint {
  const { _id: id, url, description, events, state, disabled, failingSince, createdAt, updatedAt } = stored;
  return {
    id,
    url,
    description,
    events,
    state,
    disabled: disabled ? { at: disabled.at.toISOString(), reason: disabled.reason } : null,
    failingSince: failingSince?.toISOString() ?? null,
    secrets: signing(stored, now).map((secret) => ({
      createdAt: secret.createdAt.toISOString(),
      expiresAt: secret.expiresAt?.toISOString() ?? null,
    })),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    version: stored.version,
  };
}
