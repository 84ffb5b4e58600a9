import { Module } from '@nestjs/common';
import { MailSendersRepository } from './mail-senders.repository.js';
import { MailSendersService } from './mail-senders.service.js';
import { OwnServersClient } from './own-servers.client.js';
import { SenderHealthService } from './sender-health.service.js';
import { SenderSecretsService } from './sender-secrets.service.js';
import { SenderTestsService } from './sender-tests.service.js';

/** Mail servers of accounts: what they are, whether they work, and how mails are handed to them. */
@Module({
  providers: [
    MailSendersRepository,
    MailSendersService,
    OwnServersClient,
    SenderHealthService,
    SenderSecretsService,
    SenderTestsService,
  ],
  exports: [OwnServersClient, SenderHealthService],
})
export class MailSendersModule {}
