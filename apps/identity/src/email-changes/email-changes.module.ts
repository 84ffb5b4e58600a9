import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AdminsModule } from '../admins/admins.module.js';
import { CredentialsModule } from '../credentials/credentials.module.js';
import { LinksModule } from '../links/links.module.js';
import { UsersModule } from '../users/users.module.js';
import { EmailChangeIssuerService } from './email-change-issuer.service.js';
import { EmailChangeLettersService } from './email-change-letters.service.js';
import { EmailChangesService } from './email-changes.service.js';

/** Another address of somebody who has one that counts. */
@Module({
  imports: [AccountsModule, AdminsModule, CredentialsModule, LinksModule, UsersModule],
  providers: [EmailChangeIssuerService, EmailChangeLettersService, EmailChangesService],
  exports: [EmailChangeIssuerService],
})
export class EmailChangesModule {}
