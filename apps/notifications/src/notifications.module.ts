import { Module } from '@nestjs/common';
import { BusModule } from '@seatkeeper/bus';
import { JobsModule } from '@seatkeeper/jobs';
import { giveLeases, MongoModule } from '@seatkeeper/mongo';
import { DeliveriesModule } from './deliveries/deliveries.module.js';
import { deliveries } from './deliveries/deliveries.schema.js';

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
    MongoModule.forRoot([deliveries], { migrations }),
    BusModule.forRoot(),
    JobsModule.forRoot(),
    DeliveriesModule,
  ],
})
export class NotificationsModule {}
