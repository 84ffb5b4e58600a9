import { Module } from '@nestjs/common';
import { AccountAdminsService } from './account-admins.service.js';
import { AccountsRepository } from './accounts.repository.js';
import { AccountsService } from './accounts.service.js';

@Module({
  providers: [AccountsRepository, AccountsService, AccountAdminsService],
  exports: [AccountsRepository, AccountsService, AccountAdminsService],
})
export class AccountsModule {}
