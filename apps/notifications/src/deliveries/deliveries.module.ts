import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { MailSettingsModule } from '../mail-settings/mail-settings.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { DeliveriesService } from './deliveries.service.js';
import { DeliveriesSweeper } from './deliveries.sweeper.js';
import { DeliveriesWorker } from './deliveries.worker.js';
import { DeliveryListsService } from './delivery-lists.service.js';
import { DeliveryRetriesService } from './delivery-retries.service.js';
import { DueMailsService } from './due-mails.service.js';

@Module({
  imports: [MailModule, MailSettingsModule, TemplatesModule],
  providers: [
    DeliveriesRepository,
    DeliveriesService,
    DeliveriesSweeper,
    DeliveriesWorker,
    DeliveryListsService,
    DeliveryRetriesService,
    DueMailsService,
  ],
})
export class DeliveriesModule {}
