import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AdminsModule } from '../admins/admins.module.js';
import { AccountChangesService } from './account-changes.service.js';

/** What somebody changes of an account. */
@Module({ imports: [AccountsModule, AdminsModule], providers: [AccountChangesService] })
export class AccountChangesModule {}
