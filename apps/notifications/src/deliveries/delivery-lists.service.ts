import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type DeliveryDetails,
  Fault,
  getDelivery,
  type Input,
  listDeliveries,
  type Output,
} from '@seatkeeper/contracts';
import { DeliveriesRepository } from './deliveries.repository.js';
import { toDelivery, toDeliveryDetails } from './deliveries.view.js';

/** Shows what became of mails. */
@Injectable()
export class DeliveryListsService {
  constructor(private readonly deliveries: DeliveriesRepository) {}

  @Handle(listDeliveries)
  async list({
    accountId,
    filter,
    page,
  }: Input<typeof listDeliveries>): Promise<Output<typeof listDeliveries>> {
    const { items, ...rest } = await this.deliveries.page(accountId, filter, page);
    return { items: items.map(toDelivery), ...rest };
  }

  @Handle(getDelivery)
  async get({ accountId, deliveryId }: Input<typeof getDelivery>): Promise<DeliveryDetails> {
    const found = await this.deliveries.find(accountId, deliveryId);
    if (!found) throw Fault.notFound('delivery');
    return toDeliveryDetails(found);
  }
}
