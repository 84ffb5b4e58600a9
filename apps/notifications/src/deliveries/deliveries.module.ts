import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { MailSettingsModule } from '../mail-settings/mail-settings.module.js';
import { MailSendersModule } from '../mail-senders/mail-senders.module.js';
import { SuppressionsModule } from '../suppressions/suppressions.module.js';
import { WordingsModule } from '../wordings/wordings.module.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { DeliveriesService } from './deliveries.service.js';
import { DeliveriesSweeper } from './deliveries.sweeper.js';
import { DeliveriesWorker } from './deliveries.worker.js';
import { DeliveryListsService } from './delivery-lists.service.js';
import { DeliveryRetriesService } from './delivery-retries.service.js';
import { DeliveryReportsService } from './delivery-reports.service.js';
import { DueMailsService } from './due-mails.service.js';
import { OwnServersSweeper } from './own-servers.sweeper.js';
import { OwnServersWorker } from './own-servers.worker.js';
import { RefusalsService } from './refusals.service.js';
import { SendingService } from './sending.service.js';
import { ServerRatesService } from './server-rates.service.js';
import { WithdrawnInvitationsService } from './withdrawn-invitations.service.js';

@Module({
  imports: [MailModule, MailSendersModule, MailSettingsModule, SuppressionsModule, WordingsModule],
  providers: [
    DeliveriesRepository,
    DeliveriesService,
    DeliveriesSweeper,
    DeliveriesWorker,
    DeliveryListsService,
    DeliveryRetriesService,
    DeliveryReportsService,
    DueMailsService,
    OwnServersSweeper,
    OwnServersWorker,
    RefusalsService,
    SendingService,
    ServerRatesService,
    WithdrawnInvitationsService,
  ],
})
export class DeliveriesModule {}
