import { Injectable } from '@nestjs/common';
import { type EventEnvelope, On } from '@seatkeeper/bus';
import { webhookEvents } from '@seatkeeper/contracts';
import { WebhookDeliveriesService } from './webhook-deliveries.service.js';

/** Hears what accounts can have sent to them: one method for each event. */
@Injectable()
export class WebhookEventsService {
  constructor(readonly webhooks: WebhookDeliveriesService) {}
}

for (const known of webhookEvents) {
  const descriptor = {
    value: function (this: WebhookEventsService, data: unknown, cause: EventEnvelope): Promise<void> {
      // Every event says in which account it happened; its contract has been checked by the bus.
      return this.webhooks.take(known, data as { accountId: string }, cause);
    },
  };
  Object.defineProperty(WebhookEventsService.prototype, known.type, descriptor);
  On(known.contract)(WebhookEventsService.prototype, known.type, descriptor);
}
