import { Injectable } from '@nestjs/common';
import type { EventEnvelope } from '@seatkeeper/bus';
import { sendWebhooks, type WebhookEvent } from '@seatkeeper/contracts';
import { Jobs } from '@seatkeeper/jobs';
import { Clock, crash } from '@seatkeeper/service';
import { WebhookReceiversService } from '../webhook-endpoints/webhook-receivers.service.js';
import { messageOf, webhookOf } from './webhook-deliveries.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';

/** Keeps what is to be sent, and sees that the queue knows: it may forget, the documents do not. */
@Injectable()
export class WebhookDeliveriesService {
  constructor(
    private readonly webhooks: WebhookDeliveriesRepository,
    private readonly receivers: WebhookReceiversService,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** One delivery for an event and each endpoint that wants it, however often the event comes. */
  async take(known: WebhookEvent, data: { accountId: string }, cause: EventEnvelope): Promise<void> {
    const { accountId } = data;
    const wanting = await this.receivers.wanting(accountId, known.type);
    if (wanting.length === 0) return;
    const message = { type: known.type, body: messageOf(known, cause.time, data) };
    const now = this.clock.now();
    const given = wanting.map(({ _id: endpointId }) =>
      webhookOf({ accountId, endpointId }, message, [cause.source, cause.id], now),
    );
    await this.webhooks.keep(given);
    crash('notifications.webhooks.afterInsert');
    for (const webhook of given) await this.queue(webhook);
  }

  /** False when the queue is away. */
  queue({ accountId, endpointId }: { accountId: string; endpointId: string }): Promise<boolean> {
    return this.jobs.add(sendWebhooks, { accountId, endpointId });
  }
}
