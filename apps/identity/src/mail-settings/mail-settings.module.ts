import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AdminsModule } from '../admins/admins.module.js';
import { UsersModule } from '../users/users.module.js';
import { MailSettingsService } from './mail-settings.service.js';

/** Who may choose which mails somebody gets. */
@Module({ imports: [AccountsModule, AdminsModule, UsersModule], providers: [MailSettingsService] })
export class MailSettingsModule {}
