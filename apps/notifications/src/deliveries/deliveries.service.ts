import { Injectable, type OnModuleInit } from '@nestjs/common';
import { sendDelivery, type EventData, type invitationIssued } from '@seatkeeper/contracts';
import { Jobs } from '@seatkeeper/jobs';
import { Clock, crash, logger, Repeater } from '@seatkeeper/service';
import { Mailer } from '../mail/mailer.js';
import { askAgainAt, deliveryOf, isFinished } from './deliveries.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import type { StoredDelivery } from './deliveries.schema.js';

const SWEEP_EVERY_MS = 1_000;
const SWEEP_AT_ONCE = 200;
/** Above this many waiting mails accounts count as equally busy, and counting them stays cheap. */
const BUSIEST = 1_000;

/** Keeps the deliveries and sees that each of them is in the queue: the queue may forget, the documents do not. */
@Injectable()
export class DeliveriesService implements OnModuleInit {
  private readonly log = logger('deliveries');

  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly jobs: Jobs,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.every(SWEEP_EVERY_MS, 'queue deliveries again', () => this.queueDue());
  }

  /** One delivery for one event, however often it comes. */
  async invite(
    data: EventData<typeof invitationIssued>,
    cause: { id: string; source: string },
  ): Promise<void> {
    const given = deliveryOf(data, cause, this.mailer.sender, this.clock.now());
    const delivery = await this.deliveries.keep(given);
    crash('notifications.delivery.afterInsert');
    if (!isFinished(delivery)) await this.queue(delivery);
  }

  private async queueDue(): Promise<void> {
    const now = this.clock.now();
    const waiting = new Map<string, number>();
    let queued = 0;
    for (const delivery of await this.deliveries.due(now, SWEEP_AT_ONCE)) {
      if (!(await this.deliveries.postpone(delivery, askAgainAt(delivery, now)))) continue;
      // Redis is away: what is due stays due, and asking for each would take the time-out each time.
      if (!(await this.queue(delivery, waiting))) break;
      queued += 1;
    }
    if (queued > 0) this.log.info('asked again for deliveries that were due', { queued });
  }

  /** The fewer mails of an account wait, the sooner one of them is sent: an import never holds up everybody else. */
  private async queue(
    { accountId, _id }: StoredDelivery,
    known = new Map<string, number>(),
  ): Promise<boolean> {
    const waiting = known.get(accountId) ?? (await this.deliveries.waiting(accountId, BUSIEST));
    known.set(accountId, waiting);
    return this.jobs.add(sendDelivery, { accountId, deliveryId: _id }, { priority: Math.max(1, waiting) });
  }
}
