import { Module } from '@nestjs/common';
import { MailServerService } from './mail-server.service.js';
import { MailerService } from './mailer.service.js';

@Module({ providers: [MailServerService, MailerService], exports: [MailerService] })
export class MailModule {}
