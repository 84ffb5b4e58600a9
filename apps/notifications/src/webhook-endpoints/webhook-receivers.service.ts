import { Injectable } from '@nestjs/common';
import { Clock, logger, SharedLooks } from '@seatkeeper/service';
import { disabledBy, wants } from './webhook-endpoints.js';
import { WebhookEndpointsRepository } from './webhook-endpoints.repository.js';
import type { StoredEndpoint } from './webhook-endpoints.schema.js';

/** Longer than from one event of a call to the next: an invitation is told of three times. */
const LATE_MS = 25;

/** Endpoints as who sends to them needs them: which want an event, and what came of it. */
@Injectable()
export class WebhookReceiversService {
  private readonly log = logger('webhooks');
  /** An import tells of each person twice; one look at the endpoints does for all events that wait meanwhile. */
  private readonly looks = new SharedLooks<readonly StoredEndpoint[]>(LATE_MS);

  constructor(
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly clock: Clock,
  ) {}

  find(accountId: string, endpointId: string): Promise<StoredEndpoint | null> {
    return this.endpoints.find(accountId, endpointId);
  }

  async wanting(accountId: string, type: string): Promise<StoredEndpoint[]> {
    const endpoints = await this.looks.look(accountId, () => this.endpoints.list(accountId));
    return endpoints.filter((endpoint) => wants(endpoint, type));
  }

  arrived(endpoint: StoredEndpoint): Promise<void> {
    return this.endpoints.noteArrival(endpoint);
  }

  failed(endpoint: StoredEndpoint, at: Date): Promise<void> {
    return this.endpoints.noteFailure(endpoint, at);
  }

  /** It said that it is gone: nothing is sent to it until somebody enables it again. */
  gone(endpoint: StoredEndpoint): Promise<boolean> {
    return this.disable(endpoint, 'gone', () => true);
  }

  /** A message was tried for days. If nothing arrived since it was first tried, the endpoint is given up with it. */
  gaveUp(endpoint: StoredEndpoint, triedSince: Date): Promise<boolean> {
    return this.disable(
      endpoint,
      'failing',
      ({ failingSince }) => failingSince !== undefined && failingSince <= triedSince,
    );
  }

  private async disable(
    { accountId, _id, url }: StoredEndpoint,
    reason: 'gone' | 'failing',
    still: (endpoint: StoredEndpoint) => boolean,
  ): Promise<boolean> {
    const now = this.clock.now();
    const after = await this.endpoints.decide(accountId, _id, (current) =>
      still(current) ? disabledBy(current, reason, url, now) : null,
    );
    const isDisabled = after?.state === 'disabled';
    if (isDisabled) this.log.warn('A webhook endpoint was disabled', { accountId, endpoint: _id, reason });
    return isDisabled;
  }
}
