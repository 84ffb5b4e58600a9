import { Module } from '@nestjs/common';
import { BusModule } from '@seatkeeper/bus';
import { JobsModule } from '@seatkeeper/jobs';
import {
  listNotificationsDeadLetters as list,
  listStuckInNotifications as stuck,
  settleNotificationsDeadLetter as settle,
} from '@seatkeeper/contracts';
import { MongoModule } from '@seatkeeper/mongo';
import { DeliveriesModule } from './deliveries/deliveries.module.js';
import { deliveryMigrations } from './deliveries/deliveries.migrations.js';
import { deliveries } from './deliveries/deliveries.schema.js';
import { serverMinutes } from './deliveries/server-minutes.schema.js';
import { mailSenders } from './mail-senders/mail-senders.schema.js';
import { mailSettings } from './mail-settings/mail-settings.schema.js';
import { wordings } from './wordings/wordings.schema.js';
import { suppressions } from './suppressions/suppressions.schema.js';
import { WordingsModule } from './wordings/wordings.module.js';
import { WordingTestsModule } from './wording-tests/wording-tests.module.js';
import { wordingTests } from './wording-tests/wording-tests.schema.js';
import { WebhookDeliveriesModule } from './webhook-deliveries/webhook-deliveries.module.js';
import { webhookDeliveries } from './webhook-deliveries/webhook-deliveries.schema.js';
import { webhookEndpoints } from './webhook-endpoints/webhook-endpoints.schema.js';

const EVENTS_AT_ONCE = 100;

/** A delivery is keyed by the event it comes from, so a repeated event changes nothing. */
@Module({
  imports: [
    MongoModule.forRoot(
      [
        deliveries,
        mailSenders,
        mailSettings,
        serverMinutes,
        suppressions,
        webhookDeliveries,
        webhookEndpoints,
        wordings,
        wordingTests,
      ],
      {
        stuck,
        migrations: deliveryMigrations,
      },
    ),
    // They wait for the database most of the time, and what they ask of it at the same time is one question.
    BusModule.forRoot({ deadLetters: { list, settle }, eventPrefetch: EVENTS_AT_ONCE }),
    JobsModule.forRoot(),
    DeliveriesModule,
    WebhookDeliveriesModule,
    WordingsModule,
    WordingTestsModule,
  ],
})
export class NotificationsModule {}
