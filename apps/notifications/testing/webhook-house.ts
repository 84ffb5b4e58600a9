import {
  createWebhookEndpoint,
  type EventData,
  getWebhookDelivery,
  listWebhookDeliveries,
  type Output,
  userActor,
  userBanned,
  type WebhookDeliveryDetails,
} from '@seatkeeper/contracts';
import { collectionToken, type TenantCollection } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import {
  type StoredWebhook,
  webhookDeliveries,
} from '../src/webhook-deliveries/webhook-deliveries.schema.js';
import { type StoredEndpoint, webhookEndpoints } from '../src/webhook-endpoints/webhook-endpoints.schema.js';
import { PostOffice } from './post-office.js';
import { toldUser } from './told-user.js';

type Endpoint = Output<typeof createWebhookEndpoint>;
export type Where = Pick<StoredWebhook, 'accountId' | 'endpointId'>;

/** Where no mail server is: nothing here is about mails. */
const NO_MAIL = 'smtp://127.0.0.1:9';

/** Copies of the service with the endpoints of firms, and somebody who bans people there. */
export class WebhookHouse {
  private constructor(readonly office: PostOffice) {}

  static async open(copies = 1, settings: Record<string, string | number> = {}): Promise<WebhookHouse> {
    const here = { WEBHOOK_PLAIN_HTTP: 'true', WEBHOOK_NETWORKS: '127.0.0.1', WEBHOOK_ANSWER_SECONDS: 1 };
    return new WebhookHouse(await PostOffice.open(NO_MAIL, copies, { ...here, ...settings }));
  }

  get environment(): Record<string, string> {
    return this.office.environment(NO_MAIL);
  }

  async addCopy(change: Record<string, string> = {}): Promise<void> {
    await this.office.addCopy(NO_MAIL, change);
  }

  /** Once somebody is there to make it. */
  endpointSoon(url: string): Promise<Endpoint & Where> {
    return eventually(() => this.endpoint(url), 30_000);
  }

  close(): Promise<void> {
    return this.office.close();
  }

  endpoint(url: string, accountId = newId('acc'), more: object = {}): Promise<Endpoint & Where> {
    const endpointId = newId('whe');
    const asked = { accountId, by: userActor(newId('usr')), endpointId, endpoint: { url, ...more } };
    return this.office
      .ask(createWebhookEndpoint, asked)
      .then((created) => ({ ...created, accountId, endpointId }));
  }

  /** Somebody of the account was banned. */
  async ban(accountId: string, times = 1): Promise<EventData<typeof userBanned>> {
    const data = banned(accountId);
    const id = newId('evt');
    const event = { id, name: userBanned.name, at: new Date(), subject: data.user.id, data };
    for (let time = 0; time < times; time += 1) await this.office.publish(event);
    return data;
  }

  async deliveries({ accountId, endpointId }: Where): Promise<WebhookDeliveryDetails[]> {
    const where = { accountId, endpointId };
    const { items } = await this.office.ask(listWebhookDeliveries, { ...where, filter: {}, page: {} });
    return Promise.all(
      items.map(({ id }) => this.office.ask(getWebhookDelivery, { ...where, deliveryId: id })),
    );
  }

  /** The only delivery of an endpoint, once it is as it is to be. */
  only(where: Where, expected: object): Promise<WebhookDeliveryDetails> {
    return eventually(async () => {
      const found = await this.deliveries(where);
      expect(found).toEqual([expect.objectContaining(expected)]);
      return found[0]!;
    }, 20_000);
  }

  /** As if the pause before the next attempt, or so much of the time, had passed. */
  async letTimePass({ accountId, endpointId }: Where): Promise<void> {
    const now = new Date();
    await this.webhooks.updateMany(
      accountId,
      { endpointId, 'lease.until': { $gt: now }, state: 'queued' },
      { $set: { 'lease.until': now } },
    );
  }

  get webhooks(): TenantCollection<StoredWebhook> {
    return this.office.services[0]!.get(collectionToken(webhookDeliveries));
  }

  get endpoints(): TenantCollection<StoredEndpoint> {
    return this.office.services[0]!.get(collectionToken(webhookEndpoints));
  }
}

/** What is told when somebody of an account is banned. */
export function banned(accountId: string): EventData<typeof userBanned> {
  const now = new Date().toISOString();
  const id = newId('usr');
  return {
    accountId,
    actor: userActor(newId('usr')),
    changes: [{ field: 'status', before: 'active', after: 'banned' }],
    user: toldUser({
      id,
      accountId,
      email: 'liam@firm.example',
      userCode: 'LOS',
      type: 'standard',
      status: 'banned',
      firstName: 'Liam',
      lastName: 'Osei',
      phones: { cell: '+33 6 12 34 56 78' },
      address: { city: 'Paris' },
      customFields: { salary: 1_000 },
      ban: { reason: 'Took the petty cash', since: now, until: null },
      createdAt: now,
      updatedAt: now,
      version: 4,
    }),
  };
}
