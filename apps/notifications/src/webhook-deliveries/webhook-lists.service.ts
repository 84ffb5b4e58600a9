import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  Fault,
  getWebhookDelivery,
  type Input,
  listWebhookDeliveries,
  type Output,
  type WebhookDeliveryDetails,
} from '@seatkeeper/contracts';
import { WebhookReceiversService } from '../webhook-endpoints/webhook-receivers.service.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import { toWebhookDelivery, toWebhookDeliveryDetails } from './webhook-deliveries.view.js';

/** Shows what was sent to an endpoint, for as long as it is there. */
@Injectable()
export class WebhookListsService {
  constructor(
    private readonly webhooks: WebhookDeliveriesRepository,
    private readonly receivers: WebhookReceiversService,
  ) {}

  @Handle(listWebhookDeliveries)
  async list({
    accountId,
    endpointId,
    filter,
    page,
  }: Input<typeof listWebhookDeliveries>): Promise<Output<typeof listWebhookDeliveries>> {
    await this.refuseUnknown(accountId, endpointId);
    const { items, ...rest } = await this.webhooks.page(accountId, endpointId, filter.states, page);
    return { items: items.map(toWebhookDelivery), ...rest };
  }

  @Handle(getWebhookDelivery)
  async get({
    accountId,
    endpointId,
    deliveryId,
  }: Input<typeof getWebhookDelivery>): Promise<WebhookDeliveryDetails> {
    await this.refuseUnknown(accountId, endpointId);
    const found = await this.webhooks.find(accountId, endpointId, deliveryId);
    if (!found) throw Fault.notFound('delivery');
    return toWebhookDeliveryDetails(found);
  }

  private async refuseUnknown(accountId: string, endpointId: string): Promise<void> {
    if (!(await this.receivers.find(accountId, endpointId))) throw Fault.notFound('webhook endpoint');
  }
}
