import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { MailingModule } from '../mailing/mailing.module.js';
import { PermissionHoldersModule } from '../permission-holders/permission-holders.module.js';
import { TestMailsService } from './test-mails.service.js';

/** Mails that people who word them have sent to themselves. */
@Module({
  imports: [AccountsModule, MailingModule, PermissionHoldersModule],
  providers: [TestMailsService],
})
export class TestMailsModule {}
