import { Injectable } from '@nestjs/common';
import { On, type EventEnvelope } from '@seatkeeper/bus';
import { invitationIssued, sendDelivery, type EventData } from '@seatkeeper/contracts';
import { Jobs } from '@seatkeeper/jobs';
import { Clock, crash } from '@seatkeeper/service';
import { MailerService } from '../mail/mailer.service.js';
import { deliveryOf, isFinished } from './deliveries.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import type { StoredDelivery } from './deliveries.schema.js';

/** Above this many waiting mails accounts count as equally busy, and counting them stays cheap. */
const BUSIEST = 1_000;

/** Keeps the deliveries and sees that each of them is in the queue: the queue may forget, the documents do not. */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly jobs: Jobs,
    private readonly mailer: MailerService,
    private readonly clock: Clock,
  ) {}

  /** One delivery for one event, however often it comes. */
  @On(invitationIssued)
  async invite(data: EventData<typeof invitationIssued>, cause: EventEnvelope): Promise<void> {
    const given = deliveryOf(data, cause, this.mailer.sender, this.clock.now());
    const delivery = await this.deliveries.keep(given);
    crash('notifications.delivery.afterInsert');
    if (!isFinished(delivery)) await this.queue(delivery);
  }

  /**
   * The fewer mails of an account wait, the sooner one of them is sent: an import never holds up everybody else.
   * False when the queue cannot be reached. `known` spares the count for an account that was counted just now.
   */
  async queue({ accountId, _id }: StoredDelivery, known = new Map<string, number>()): Promise<boolean> {
    const waiting = known.get(accountId) ?? (await this.deliveries.waiting(accountId, BUSIEST));
    known.set(accountId, waiting);
    return this.jobs.add(sendDelivery, { accountId, deliveryId: _id }, { priority: Math.max(1, waiting) });
  }
}
