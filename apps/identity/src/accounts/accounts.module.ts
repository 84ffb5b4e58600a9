import { Module } from '@nestjs/common';
import { AccountAdminsService } from './account-admins.service.js';
import { AccountsRepository } from './accounts.repository.js';
import { AccountsService } from './accounts.service.js';
import { HierarchyRepository } from './hierarchy.repository.js';
import { LineageService } from './lineage.service.js';

@Module({
  providers: [AccountsRepository, AccountsService, AccountAdminsService, HierarchyRepository, LineageService],
  exports: [AccountsRepository, AccountsService, AccountAdminsService, HierarchyRepository, LineageService],
})
export class AccountsModule {}
