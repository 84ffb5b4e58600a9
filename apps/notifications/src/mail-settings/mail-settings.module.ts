import { Module } from '@nestjs/common';
import { MailSettingsRepository } from './mail-settings.repository.js';
import { MailSettingsService } from './mail-settings.service.js';
import { MailSwitchesService } from './mail-switches.service.js';

/** Which mails people get, and the links by which they switch one kind off. */
@Module({
  providers: [MailSettingsRepository, MailSettingsService, MailSwitchesService],
  exports: [MailSettingsService, MailSwitchesService],
})
export class MailSettingsModule {}
