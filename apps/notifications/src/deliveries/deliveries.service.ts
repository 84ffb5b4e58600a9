import { Injectable } from '@nestjs/common';
import type { EventEnvelope } from '@seatkeeper/bus';
import { type MailDue, sendDelivery } from '@seatkeeper/contracts';
import { Jobs } from '@seatkeeper/jobs';
import { Clock, crash } from '@seatkeeper/service';
import type { DefinedMail, References } from '../kinds/mail.js';
import { MailerService } from '../mail/mailer.service.js';
import { deliveryOf } from './deliveries.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import type { StoredDelivery } from './deliveries.schema.js';
import { Places } from './places.js';

/** Keeps the deliveries and sees that each of them is in the queue: the queue may forget, the documents do not. */
@Injectable()
export class DeliveriesService {
  private readonly places = new Places();

  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly jobs: Jobs,
    private readonly mailer: MailerService,
    private readonly clock: Clock,
  ) {}

  /** One delivery for one event and recipient, however often it comes. */
  async take(mail: DefinedMail, due: MailDue, about: References, cause: EventEnvelope): Promise<void> {
    const given = deliveryOf(mail.kind, due, about, cause, this.mailer.sender, this.clock.now());
    const isNew = await this.deliveries.keep(given);
    crash('notifications.delivery.afterInsert');
    // One that is known has its job, or the sweeper sees to it.
    if (isNew) await this.queue(given);
  }

  /** The fewer mails of an account came of late, the sooner one of them is sent. False when the queue is away. */
  queue({ accountId, _id }: Pick<StoredDelivery, 'accountId' | '_id'>): Promise<boolean> {
    const priority = this.places.next(accountId, this.clock.now());
    return this.jobs.add(sendDelivery, { accountId, deliveryId: _id }, { priority });
  }
}
