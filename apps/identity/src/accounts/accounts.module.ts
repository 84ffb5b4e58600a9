import { Module } from '@nestjs/common';
import { AccountAdminsService } from './account-admins.service.js';
import { AccountsRepository } from './accounts.repository.js';
import { AccountsService } from './accounts.service.js';
import { HierarchyRepository } from './hierarchy.repository.js';

@Module({
  providers: [AccountsRepository, AccountsService, AccountAdminsService, HierarchyRepository],
  exports: [AccountsRepository, AccountsService, AccountAdminsService, HierarchyRepository],
})
export class AccountsModule {}
