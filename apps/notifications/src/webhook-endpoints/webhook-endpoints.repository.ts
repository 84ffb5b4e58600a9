import { Injectable } from '@nestjs/common';
import { MOST_WEBHOOK_ENDPOINTS } from '@seatkeeper/contracts';
import { DuplicateKey, InjectCollection, type NewEvent, type TenantCollection } from '@seatkeeper/mongo';
import { type EndpointChange, freePlace } from './webhook-endpoints.js';
import { type StoredEndpoint, webhookEndpoints } from './webhook-endpoints.schema.js';

@Injectable()
export class WebhookEndpointsRepository {
  constructor(
    @InjectCollection(webhookEndpoints) private readonly endpoints: TenantCollection<StoredEndpoint>,
  ) {}

  /** Stores it in a free place of the account; null when there is none. One that is known by its id is answered instead. */
  async create(
    endpoint: Omit<StoredEndpoint, 'version' | 'place'>,
    events: NewEvent[],
  ): Promise<StoredEndpoint | null> {
    const { accountId, _id } = endpoint;
    // Somebody may take the place in between, each time; after as many times as there are places, none is left.
    for (let tries = 0; tries <= MOST_WEBHOOK_ENDPOINTS; tries += 1) {
      const place = freePlace((await this.list(accountId)).map((each) => each.place));
      if (place === null) break;
      try {
        return await this.endpoints.insert({ ...endpoint, place }, events);
      } catch (error) {
        if (!(error instanceof DuplicateKey)) throw error;
        const earlier = await this.endpoints.findById(accountId, _id);
        if (earlier) return earlier;
      }
    }
    return this.find(accountId, _id);
  }

  /** The oldest first. */
  list(accountId: string): Promise<StoredEndpoint[]> {
    const limit = MOST_WEBHOOK_ENDPOINTS;
    return this.endpoints.find(
      accountId,
      { place: { $exists: true } },
      { sort: { createdAt: 1, _id: 1 }, limit },
    );
  }

  find(accountId: string, id: string): Promise<StoredEndpoint | null> {
    return this.endpoints.findOne(accountId, { _id: id, live: true });
  }

  /** Writes what `decide` makes of the endpoint as it is by then; null when there is none. */
  async decide(
    accountId: string,
    id: string,
    decide: (endpoint: StoredEndpoint) => EndpointChange | null,
  ): Promise<StoredEndpoint | null> {
    const after = await this.endpoints.decide(accountId, id, (endpoint) =>
      endpoint.live ? decide(endpoint) : null,
    );
    return after?.live ? after : null;
  }

  /** Marks it deleted, once. False when there is none. */
  async delete(
    accountId: string,
    id: string,
    decide: (endpoint: StoredEndpoint) => EndpointChange,
  ): Promise<boolean> {
    let isMine = false;
    await this.endpoints.decide(accountId, id, (endpoint) => {
      isMine = endpoint.live;
      return endpoint.live ? decide(endpoint) : null;
    });
    return isMine;
  }

  /** Something arrived at the address that it still has. */
  async noteArrival({ accountId, _id, url }: StoredEndpoint): Promise<void> {
    await this.endpoints.touch(
      accountId,
      { _id, url, failingSince: { $exists: true } },
      { $unset: { failingSince: 1 } },
    );
  }

  /** Something did not arrive. The first time since something did is kept. */
  async noteFailure({ accountId, _id, url }: StoredEndpoint, at: Date): Promise<void> {
    const isFirst = [{ failingSince: { $exists: false } }, { failingSince: { $gt: at } }];
    await this.endpoints.touch(
      accountId,
      { _id, url, state: 'enabled', $or: isFirst },
      { $set: { failingSince: at } },
    );
  }

  /** Puts a secret in the place of what it was sealed to, if that is still there. */
  async reseal({ accountId, _id }: StoredEndpoint, before: string, after: string): Promise<void> {
    await this.endpoints.touch(
      accountId,
      { _id, 'secrets.sealed': before },
      { $set: { 'secrets.$.sealed': after } },
    );
  }
}
