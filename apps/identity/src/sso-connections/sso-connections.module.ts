import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AdminsModule } from '../admins/admins.module.js';
import { IdentityProvidersModule } from '../identity-providers/identity-providers.module.js';
import { UsersModule } from '../users/users.module.js';
import { DomainProofsService } from './domain-proofs.service.js';
import { SsoChecksService } from './sso-checks.service.js';
import { SsoConnectionsService } from './sso-connections.service.js';
import { SsoSecretsService } from './sso-secrets.service.js';

/** Connections of accounts to identity providers, and the proof of their domains. */
@Module({
  imports: [AccountsModule, AdminsModule, IdentityProvidersModule, UsersModule],
  providers: [DomainProofsService, SsoChecksService, SsoConnectionsService, SsoSecretsService],
  exports: [SsoSecretsService],
})
export class SsoConnectionsModule {}
