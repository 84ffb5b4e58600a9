import { Injectable } from '@nestjs/common';
import { Bus, Handle } from '@seatkeeper/bus';
import { admitMail, type Delivery, Fault, type Input, refuse, retryDelivery } from '@seatkeeper/contracts';
import { isDone } from '@seatkeeper/mongo';
import { Clock, crash } from '@seatkeeper/service';
import { mailOf } from '../kinds/mail-kinds.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import type { StoredDelivery } from './deliveries.schema.js';
import { DeliveriesService } from './deliveries.service.js';
import { toDelivery } from './deliveries.view.js';
import { nothingToSend, refuseRetry, retried } from './delivery-retries.js';

/** Sends a mail that failed once more, because somebody wants it. */
@Injectable()
export class DeliveryRetriesService {
  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly service: DeliveriesService,
    private readonly bus: Bus,
    private readonly clock: Clock,
  ) {}

  /** What it is about may cease to hold after it was asked for: the worker asks again before it sends. */
  @Handle(retryDelivery)
  async retry({ accountId, deliveryId, by, commandId }: Input<typeof retryDelivery>): Promise<Delivery> {
    const found = await this.deliveries.find(accountId, deliveryId);
    if (!found) throw Fault.notFound('delivery');
    if (isDone(found, commandId)) return toDelivery(found);
    const { over } = mailOf(found.kind);
    refuse(refuseRetry(found, over));
    if (!(await this.isWanted(found))) throw nothingToSend(over);
    await this.bus.request(admitMail, { accountId, by, userId: found.userId, kind: found.kind });
    const after = await this.deliveries.decide(found, (current) => {
      if (isDone(current, commandId)) return null;
      refuse(refuseRetry(current, over));
      return retried(current, { by, commandId }, this.clock.now());
    });
    if (!after) throw Fault.notFound('delivery');
    crash('notifications.retry.afterWrite');
    await this.service.queue(after);
    return toDelivery(after);
  }

  private async isWanted(delivery: StoredDelivery): Promise<boolean> {
    try {
      return (await mailOf(delivery.kind).ask(this.bus, delivery)) !== null;
    } catch (error) {
      if (error instanceof Fault && error.code === 'not-found') return false;
      throw error;
    }
  }
}
