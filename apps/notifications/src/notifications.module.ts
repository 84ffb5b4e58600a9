import { Module } from '@nestjs/common';
import { BusModule } from '@seatkeeper/bus';
import { JobsModule } from '@seatkeeper/jobs';
import { MongoModule } from '@seatkeeper/mongo';
import { DeliveriesModule } from './deliveries/deliveries.module.js';
import { deliveries } from './deliveries/deliveries.schema.js';

/** A delivery is keyed by the event it comes from, so a repeated event changes nothing. */
@Module({
  imports: [MongoModule.forRoot([deliveries]), BusModule.forRoot(), JobsModule.forRoot(), DeliveriesModule],
})
export class NotificationsModule {}
