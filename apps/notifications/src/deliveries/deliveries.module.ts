import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { MailSettingsModule } from '../mail-settings/mail-settings.module.js';
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
import { RefusalsService } from './refusals.service.js';

@Module({
  imports: [MailModule, MailSettingsModule, SuppressionsModule, WordingsModule],
  providers: [
    DeliveriesRepository,
    DeliveriesService,
    DeliveriesSweeper,
    DeliveriesWorker,
    DeliveryListsService,
    DeliveryRetriesService,
    DeliveryReportsService,
    DueMailsService,
    RefusalsService,
  ],
})
export class DeliveriesModule {}
