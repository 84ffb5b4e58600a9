import { Module } from '@nestjs/common';
import { BusModule } from '@seatkeeper/bus';
import { JobsModule } from '@seatkeeper/jobs';
import { giveLeases, MongoModule } from '@seatkeeper/mongo';
import { DeliveriesModule } from './deliveries/deliveries.module.js';
import { deliveries } from './deliveries/deliveries.schema.js';
import { WebhookDeliveriesModule } from './webhook-deliveries/webhook-deliveries.module.js';
import { webhookDeliveries } from './webhook-deliveries/webhook-deliveries.schema.js';
import { webhookEndpoints } from './webhook-endpoints/webhook-endpoints.schema.js';

const migrations = [
  giveLeases('2026-11-24-lease-deliveries', {
    collection: deliveries.name,
    where: { dueAt: { $exists: true } },
    drop: ['dueAt'],
  }),
];

/** A delivery is keyed by the event it comes from, so a repeated event changes nothing. */
@Module({
  imports: [
    MongoModule.forRoot([deliveries, webhookDeliveries, webhookEndpoints], { migrations }),
    BusModule.forRoot(),
    JobsModule.forRoot(),
    DeliveriesModule,
    WebhookDeliveriesModule,
  ],
})
export class NotificationsModule {}
