import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  Fault,
  type Input,
  refuse,
  replayWebhookDelivery,
  testWebhookEndpoint,
  type WebhookDelivery,
  webhookEndpointTested,
  webhookTypeOf,
} from '@seatkeeper/contracts';
import { isDone } from '@seatkeeper/mongo';
import { Clock, crash } from '@seatkeeper/service';
import { tested } from '../webhook-endpoints/webhook-endpoints.js';
import type { StoredEndpoint } from '../webhook-endpoints/webhook-endpoints.schema.js';
import { WebhookReceiversService } from '../webhook-endpoints/webhook-receivers.service.js';
import { refuseReplay, replayed, webhookOf } from './webhook-deliveries.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import { WebhookDeliveriesService } from './webhook-deliveries.service.js';
import { toWebhookDelivery } from './webhook-deliveries.view.js';

/** Sends to an endpoint because somebody wants it: what was sent before, or a test. */
@Injectable()
export class WebhookReplaysService {
  constructor(
    private readonly webhooks: WebhookDeliveriesRepository,
    private readonly service: WebhookDeliveriesService,
    private readonly receivers: WebhookReceiversService,
    private readonly clock: Clock,
  ) {}

  @Handle(replayWebhookDelivery)
  async replay({
    accountId,
    endpointId,
    deliveryId,
    by,
    commandId,
  }: Input<typeof replayWebhookDelivery>): Promise<WebhookDelivery> {
    const endpoint = await this.known(accountId, endpointId);
    const found = await this.webhooks.find(accountId, endpointId, deliveryId);
    if (!found) throw Fault.notFound('delivery');
    if (isDone(found, commandId)) return toWebhookDelivery(found);
    refuseDisabled(endpoint);
    const after = await this.webhooks.decide(found, (current) => {
      if (isDone(current, commandId)) return null;
      refuse(refuseReplay(current));
      return replayed(current, { by, commandId }, this.clock.now());
    });
    if (!after) throw Fault.notFound('delivery');
    crash('notifications.webhooks.afterReplay');
    await this.service.queue(after);
    return toWebhookDelivery(after);
  }

  /** The document comes first and bears the event that tells of it; a repetition finds it there. */
  @Handle(testWebhookEndpoint)
  async test({
    accountId,
    endpointId,
    by,
    commandId,
  }: Input<typeof testWebhookEndpoint>): Promise<WebhookDelivery> {
    const endpoint = await this.known(accountId, endpointId);
    const now = this.clock.now();
    const type = webhookTypeOf(webhookEndpointTested);
    const data = { accountId, actor: by, endpointId };
    const body = JSON.stringify({ type, timestamp: now.toISOString(), data });
    const given = webhookOf({ accountId, endpointId }, { type, body }, [commandId], now);
    const earlier = await this.webhooks.find(accountId, endpointId, given._id);
    if (earlier) return toWebhookDelivery(earlier);
    refuseDisabled(endpoint);
    const kept = await this.webhooks.keepTold(given, tested(endpoint, by, now));
    await this.service.queue(kept);
    return toWebhookDelivery(kept);
  }

  private async known(accountId: string, endpointId: string): Promise<StoredEndpoint> {
    const endpoint = await this.receivers.find(accountId, endpointId);
    if (!endpoint) throw Fault.notFound('webhook endpoint');
    return endpoint;
  }
}

function refuseDisabled({ state }: StoredEndpoint): void {
  if (state === 'disabled')
    throw new Fault('endpoint-disabled', 'Nothing is sent to a disabled endpoint: enable it first.');
}
