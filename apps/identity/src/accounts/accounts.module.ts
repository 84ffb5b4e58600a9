import { Module } from '@nestjs/common';
import { AccountAdmins } from './account-admins.js';
import { AccountDirectory } from './account-directory.js';
import { AccountRepository } from './account.repository.js';
import { AccountsHandlers } from './accounts.handlers.js';
import { AccountsService } from './accounts.service.js';

@Module({
  controllers: [AccountsHandlers],
  providers: [AccountRepository, AccountsService, AccountAdmins, AccountDirectory],
  exports: [AccountRepository, AccountAdmins, AccountDirectory],
})
export class AccountsModule {}
