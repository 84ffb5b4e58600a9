import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AdminsModule } from '../admins/admins.module.js';
import { MailingModule } from '../mailing/mailing.module.js';
import { UsersModule } from '../users/users.module.js';
import { MailRetriesService } from './mail-retries.service.js';

/** Mails that failed, and that somebody wants sent once more. */
@Module({
  imports: [AccountsModule, AdminsModule, MailingModule, UsersModule],
  providers: [MailRetriesService],
})
export class MailRetriesModule {}
