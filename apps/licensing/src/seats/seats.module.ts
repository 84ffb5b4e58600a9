import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { ClaimsService } from './claims.service.js';
import { SeatsRepository } from './seats.repository.js';
import { SeatsService } from './seats.service.js';

@Module({
  imports: [AccountsModule, CatalogModule, LedgerModule],
  providers: [SeatsRepository, ClaimsService, SeatsService],
  exports: [SeatsService],
})
export class SeatsModule {}
