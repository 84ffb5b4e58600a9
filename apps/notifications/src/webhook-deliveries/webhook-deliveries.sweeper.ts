import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, defineSweep, metrics, Repeater } from '@seatkeeper/service';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import { WebhookDeliveriesService } from './webhook-deliveries.service.js';

const nobodySends = defineSweep({ name: 'webhooks nobody sends', everyMs: 1_000, restMs: 4_000 });
const AT_ONCE = 200;

const waiting = metrics.gauge('webhooks_waiting', 'Webhooks that are not at their end');
const overdue = metrics.gauge(
  'webhooks_overdue_seconds',
  'How long the webhook that is due the longest has been due; 0 when none is',
);

/** The documents are the truth and the queue a hint: an endpoint for which something is due gets its job. */
@Injectable()
export class WebhookDeliveriesSweeper implements OnModuleInit {
  /** Where the last round ended: however many endpoints have something due, each has its turn. */
  private behind = '';

  constructor(
    private readonly webhooks: WebhookDeliveriesRepository,
    private readonly service: WebhookDeliveriesService,
    private readonly clock: Clock,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(nobodySends, () => this.sweep());
    metrics.measure('webhooks', () => this.measure());
  }

  /** Endpoint by endpoint: one with a million of messages costs a step, as does one with a single message. */
  private async sweep(): Promise<boolean> {
    const now = this.clock.now();
    if (!(await this.webhooks.isAnyDue(now))) return false;
    for (let asked = 0; asked < AT_ONCE; asked += 1) {
      const next = await this.webhooks.nextDue(now, this.behind);
      this.behind = next?.endpointId ?? '';
      // Redis is away: what is due stays due, and asking for each would take the time-out each time.
      if (!next || !(await this.service.queue(next))) break;
    }
    return true;
  }

  private async measure(): Promise<void> {
    const now = this.clock.now();
    const longest = await this.webhooks.longestDue(now);
    overdue.set(longest?.lease ? (now.getTime() - longest.lease.until.getTime()) / 1_000 : 0);
    waiting.set(await this.webhooks.waiting());
  }
}
