import { Module } from '@nestjs/common';
import { MailLimitsService } from './mail-limits.service.js';

/** What stands between a wish and a mail to somebody. */
@Module({ providers: [MailLimitsService], exports: [MailLimitsService] })
export class MailingModule {}
