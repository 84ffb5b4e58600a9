import { Module } from '@nestjs/common';
import { WebhookEndpointsModule } from '../webhook-endpoints/webhook-endpoints.module.js';
import { WebhookSendingModule } from '../webhook-sending/webhook-sending.module.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import { WebhookDeliveriesService } from './webhook-deliveries.service.js';
import { WebhookDeliveriesSweeper } from './webhook-deliveries.sweeper.js';
import { WebhookDeliveriesWorker } from './webhook-deliveries.worker.js';
import { WebhookEventsService } from './webhook-events.service.js';
import { WebhookListsService } from './webhook-lists.service.js';
import { WebhookReplaysService } from './webhook-replays.service.js';

@Module({
  imports: [WebhookEndpointsModule, WebhookSendingModule],
  providers: [
    WebhookDeliveriesRepository,
    WebhookDeliveriesService,
    WebhookDeliveriesSweeper,
    WebhookDeliveriesWorker,
    WebhookEventsService,
    WebhookListsService,
    WebhookReplaysService,
  ],
})
export class WebhookDeliveriesModule {}
