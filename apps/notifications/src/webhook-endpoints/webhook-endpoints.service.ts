import { Inject, Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  Fault,
  getWebhookEndpoint,
  type Input,
  listWebhookEndpoints,
  MOST_WEBHOOK_ENDPOINTS,
  type Output,
  refuse,
  rotateWebhookSecret,
  sendWebhooks,
  updateWebhookEndpoint,
  type WebhookEndpoint,
  webhookEndpointCreated,
} from '@seatkeeper/contracts';
import { Jobs } from '@seatkeeper/jobs';
import { event, isDone } from '@seatkeeper/mongo';
import { Clock, crash, JudgedAddresses, SETTINGS } from '@seatkeeper/service';
import type { NotificationsSettings } from '../settings.js';
import { newSecret } from '../webhook-sending/signatures.js';
import { changed, deleted, refuseUrl, rotated, told } from './webhook-endpoints.js';
import { WebhookEndpointsRepository } from './webhook-endpoints.repository.js';
import type { StoredEndpoint } from './webhook-endpoints.schema.js';
import { toWebhookEndpoint } from './webhook-endpoints.view.js';
import { WebhookSecretsService } from './webhook-secrets.service.js';

/** The addresses to which an account has events sent. */
@Injectable()
export class WebhookEndpointsService {
  private readonly addresses: JudgedAddresses;

  constructor(
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly secrets: WebhookSecretsService,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: NotificationsSettings,
  ) {
    this.addresses = new JudgedAddresses(settings.WEBHOOK_NETWORKS);
  }

  @Handle(createWebhookEndpoint)
  async create({
    accountId,
    by,
    endpointId,
    endpoint,
  }: Input<typeof createWebhookEndpoint>): Promise<Output<typeof createWebhookEndpoint>> {
    this.refuseUrl(endpoint.url);
    const now = this.clock.now();
    const fresh = {
      _id: endpointId,
      accountId,
      ...endpoint,
      state: 'enabled' as const,
      secrets: [{ sealed: this.secrets.seal(newSecret(), endpointId), createdAt: now }],
      live: true,
      createdAt: now,
      updatedAt: now,
    };
    const data = { ...told(fresh, by), changes: [] };
    const created = await this.endpoints.create(fresh, [
      event(webhookEndpointCreated, endpointId, data, now),
    ]);
    if (!created)
      throw new Fault('too-many-endpoints', {
        detail: `An account has at most ${MOST_WEBHOOK_ENDPOINTS} webhook endpoints: delete one first.`,
        members: { most: MOST_WEBHOOK_ENDPOINTS },
      });
    return this.withSecret(created, now);
  }

  @Handle(listWebhookEndpoints)
  async list({
    accountId,
  }: Input<typeof listWebhookEndpoints>): Promise<Output<typeof listWebhookEndpoints>> {
    const now = this.clock.now();
    const found = await this.endpoints.list(accountId);
    return { items: found.map((endpoint) => toWebhookEndpoint(endpoint, now)) };
  }

  @Handle(getWebhookEndpoint)
  async get({ accountId, endpointId }: Input<typeof getWebhookEndpoint>): Promise<WebhookEndpoint> {
    return toWebhookEndpoint(known(await this.endpoints.find(accountId, endpointId)), this.clock.now());
  }

  @Handle(updateWebhookEndpoint)
  async update({
    accountId,
    by,
    endpointId,
    changes,
    ifVersion,
  }: Input<typeof updateWebhookEndpoint>): Promise<WebhookEndpoint> {
    if (changes.url !== undefined) this.refuseUrl(changes.url);
    const now = this.clock.now();
    const after = await this.endpoints.decide(accountId, endpointId, (endpoint) => {
      if (ifVersion !== undefined && ifVersion !== endpoint.version) throw new Fault('precondition-failed');
      return changed(endpoint, changes, by, now);
    });
    const endpoint = known(after);
    if (endpoint.state === 'disabled') await this.letGo(accountId, endpointId);
    return toWebhookEndpoint(endpoint, now);
  }

  @Handle(deleteWebhookEndpoint)
  async delete({
    accountId,
    by,
    endpointId,
  }: Input<typeof deleteWebhookEndpoint>): Promise<Output<typeof deleteWebhookEndpoint>> {
    const now = this.clock.now();
    const isDeleted = await this.endpoints.delete(accountId, endpointId, (endpoint) =>
      deleted(endpoint, by, now),
    );
    if (!isDeleted) throw notFound();
    await this.letGo(accountId, endpointId);
    return {};
  }

  @Handle(rotateWebhookSecret)
  async rotate({
    accountId,
    by,
    endpointId,
    commandId,
  }: Input<typeof rotateWebhookSecret>): Promise<Output<typeof rotateWebhookSecret>> {
    const now = this.clock.now();
    const sealed = this.secrets.seal(newSecret(), endpointId);
    const after = await this.endpoints.decide(accountId, endpointId, (endpoint) =>
      isDone(endpoint, commandId) ? null : rotated(endpoint, sealed, { by, commandId }, now),
    );
    return this.withSecret(known(after), now);
  }

  /** What waits for it is cancelled by who would send it; a sweeper sees to it when the queue does not. */
  private async letGo(accountId: string, endpointId: string): Promise<void> {
    crash('notifications.webhooks.afterDisable');
    await this.jobs.add(sendWebhooks, { accountId, endpointId });
  }

  private refuseUrl(url: string): void {
    refuse(
      refuseUrl(url, {
        plainHttp: this.settings.WEBHOOK_PLAIN_HTTP,
        address: (host) => this.addresses.mayBeWritten(host),
      }),
    );
  }

  private async withSecret(
    endpoint: StoredEndpoint,
    now: Date,
  ): Promise<Output<typeof createWebhookEndpoint>> {
    const [newest] = endpoint.secrets;
    if (!newest) throw notFound();
    const secret = await this.secrets.openOne(endpoint, newest);
    if (secret === null) throw new Fault('service-unavailable', 'The secret cannot be read now.');
    return { endpoint: toWebhookEndpoint(endpoint, now), secret };
  }
}

const notFound = (): Fault => Fault.notFound('webhook endpoint');

function known(endpoint: StoredEndpoint | null): StoredEndpoint {
  if (!endpoint) throw notFound();
  return endpoint;
}
