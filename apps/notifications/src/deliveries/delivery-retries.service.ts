import { Injectable } from '@nestjs/common';
import { Bus, Handle } from '@seatkeeper/bus';
import { admitMail, type Delivery, Fault, type Input, refuse, retryDelivery } from '@seatkeeper/contracts';
import { isDone } from '@seatkeeper/mongo';
import { Clock, crash } from '@seatkeeper/service';
import type { DefinedMail, Letter } from '../kinds/mail.js';
import { mailOf } from '../kinds/mail-kinds.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import type { StoredDelivery } from './deliveries.schema.js';
import { DeliveriesService } from './deliveries.service.js';
import { toDelivery } from './deliveries.view.js';
import { keptBack, nothingToSend, refuseRetry, retried } from './delivery-retries.js';
import { RefusalsService } from './refusals.service.js';

/** Sends a mail that was not sent, or came back, once more, because somebody wants it. */
@Injectable()
export class DeliveryRetriesService {
  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly service: DeliveriesService,
    private readonly refusals: RefusalsService,
    private readonly bus: Bus,
    private readonly clock: Clock,
  ) {}

  /** What it is about may cease to hold after it was asked for: the worker asks again before it sends. */
  @Handle(retryDelivery)
  async retry({ accountId, deliveryId, by, commandId }: Input<typeof retryDelivery>): Promise<Delivery> {
    const found = await this.deliveries.find(accountId, deliveryId);
    if (!found) throw Fault.notFound('delivery');
    if (isDone(found, commandId)) return toDelivery(found);
    const mail = mailOf(found.kind);
    const { over } = mail;
    refuse(refuseRetry(found, over));
    const letter = await this.letterOf(mail, found);
    if (!letter) throw nothingToSend(over);
    const kept = await this.refusals.refusal(mail, found, letter.sendTo);
    if (kept) throw keptBack(found, kept);
    await this.bus.request(admitMail, { accountId, by, userId: found.userId, kind: found.kind });
    const ownServer = await this.service.ownServerOf(mail, accountId);
    const after = await this.deliveries.decide(found, (current) => {
      if (isDone(current, commandId)) return null;
      refuse(refuseRetry(current, over));
      return retried(current, { by, commandId, ownServer }, this.clock.now());
    });
    if (!after) throw Fault.notFound('delivery');
    crash('notifications.retry.afterWrite');
    await this.service.queue(after);
    return toDelivery(after);
  }

  /** Null when there is nothing to send any more. */
  private async letterOf(mail: DefinedMail, delivery: StoredDelivery): Promise<Letter | null> {
    try {
      return (await mail.ask(this.bus, delivery))?.letter ?? null;
    } catch (error) {
      if (error instanceof Fault && error.code === 'not-found') return null;
      throw error;
    }
  }
}
