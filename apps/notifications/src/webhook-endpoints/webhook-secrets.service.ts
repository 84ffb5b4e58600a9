import { Inject, Injectable } from '@nestjs/common';
import { logger, Sealer, SETTINGS } from '@seatkeeper/service';
import type { NotificationsSettings } from '../settings.js';
import { signing } from './webhook-endpoints.js';
import { WebhookEndpointsRepository } from './webhook-endpoints.repository.js';
import type { StoredEndpoint, StoredSecret } from './webhook-endpoints.schema.js';

/** Seals the secrets of endpoints, and opens them for who is about to sign. */
@Injectable()
export class WebhookSecretsService {
  private readonly log = logger('webhook-secrets');
  private readonly sealer: Sealer;

  constructor(
    @Inject(SETTINGS) settings: Pick<NotificationsSettings, 'WEBHOOK_KEY' | 'RETIRED_WEBHOOK_KEYS'>,
    private readonly endpoints: WebhookEndpointsRepository,
  ) {
    this.sealer = new Sealer(settings.WEBHOOK_KEY, settings.RETIRED_WEBHOOK_KEYS);
  }

  seal(secret: string, endpointId: string): string {
    return this.sealer.seal(Buffer.from(secret), endpointId);
  }

  /** What signs for an endpoint now, the newest first. Those that a retired key has sealed are sealed anew. */
  async open(endpoint: StoredEndpoint, now: Date): Promise<string[]> {
    const secrets: string[] = [];
    for (const stored of signing(endpoint, now)) {
      const secret = await this.openOne(endpoint, stored);
      if (secret !== null) secrets.push(secret);
    }
    return secrets;
  }

  /** Null when no key opens it: nobody is then told another one in its place. */
  async openOne(endpoint: StoredEndpoint, { sealed }: StoredSecret): Promise<string | null> {
    const secret = this.sealer.open(sealed, endpoint._id)?.toString();
    if (secret === undefined) {
      this.log.error('No key in WEBHOOK_KEY and RETIRED_WEBHOOK_KEYS opens what an endpoint signs with', {
        accountId: endpoint.accountId,
        endpoint: endpoint._id,
      });
      return null;
    }
    if (!this.sealer.isNewest(sealed))
      await this.endpoints.reseal(endpoint, sealed, this.seal(secret, endpoint._id));
    return secret;
  }
}
