import { Module } from '@nestjs/common';
import { AccountsRepository } from './accounts.repository.js';
import { AccountsService } from './accounts.service.js';
import { PoliciesService } from './policies.service.js';

@Module({
  providers: [AccountsRepository, AccountsService, PoliciesService],
  exports: [AccountsService, PoliciesService],
})
export class AccountsModule {}
