import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { UsersModule } from '../users/users.module.js';
import { FactorCodesService } from './factor-codes.service.js';
import { FactorDemandsService } from './factor-demands.service.js';
import { FactorSecretsService } from './factor-secrets.service.js';

/** What people sign in with besides the password. */
@Module({
  imports: [AccountsModule, GroupsModule, UsersModule],
  providers: [FactorCodesService, FactorDemandsService, FactorSecretsService],
  exports: [FactorCodesService, FactorDemandsService, FactorSecretsService],
})
export class FactorsModule {}
