import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module.js';
import { FactorCodesService } from './factor-codes.service.js';
import { FactorSecretsService } from './factor-secrets.service.js';

/** What people sign in with besides the password. */
@Module({
  imports: [UsersModule],
  providers: [FactorCodesService, FactorSecretsService],
  exports: [FactorCodesService, FactorSecretsService],
})
export class FactorsModule {}
