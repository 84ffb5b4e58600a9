import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, defineSweep, logger, Repeater } from '@seatkeeper/service';
import { askAgainAt } from './deliveries.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import type { StoredDelivery } from './deliveries.schema.js';
import { DeliveriesService } from './deliveries.service.js';

const nobodySends = defineSweep({ name: 'deliveries nobody sends', everyMs: 1_000, restMs: 4_000 });
const AT_ONCE = 200;

/** The documents are the truth and the queue a hint: a delivery that is due and that nobody works on gets a job. */
@Injectable()
export class DeliveriesSweeper implements OnModuleInit {
  private readonly log = logger('deliveries');

  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly service: DeliveriesService,
    private readonly clock: Clock,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(nobodySends, () => this.sweep());
  }

  private async sweep(): Promise<boolean> {
    const now = this.clock.now();
    const left = await this.deliveries.abandoned(now, AT_ONCE);
    const queued: StoredDelivery[] = [];
    for (const delivery of left) {
      // Redis is away: what is due stays due, and asking for each would take the time-out each time.
      if (!(await this.service.queue(delivery))) break;
      queued.push(delivery);
    }
    await Promise.all(queued.map((delivery) => this.deliveries.putOff(delivery, askAgainAt(delivery, now))));
    if (queued.length > 0)
      this.log.info('Asked again for deliveries that were due', { queued: queued.length });
    return left.length > 0;
  }
}
