import { Module } from '@nestjs/common';
import { AccountAdminsService } from './account-admins.service.js';
import { AccountsHandlers } from './accounts.handlers.js';
import { AccountsRepository } from './accounts.repository.js';
import { AccountsService } from './accounts.service.js';

@Module({
  controllers: [AccountsHandlers],
  providers: [AccountsRepository, AccountsService, AccountAdminsService],
  exports: [AccountsRepository, AccountAdminsService],
})
export class AccountsModule {}
