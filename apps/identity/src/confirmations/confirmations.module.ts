import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { LinksModule } from '../links/links.module.js';
import { MailingModule } from '../mailing/mailing.module.js';
import { UsersModule } from '../users/users.module.js';
import { ConfirmationLinksService } from './confirmation-links.service.js';
import { ConfirmationsService } from './confirmations.service.js';

@Module({
  imports: [AccountsModule, UsersModule, AuditModule, LinksModule, MailingModule],
  providers: [ConfirmationLinksService, ConfirmationsService],
  exports: [ConfirmationLinksService],
})
export class ConfirmationsModule {}
