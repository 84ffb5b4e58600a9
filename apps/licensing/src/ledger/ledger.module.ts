import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { LedgerRepository } from './ledger.repository.js';
import { LedgerService } from './ledger.service.js';
import { UsageService } from './usage.service.js';

@Module({
  imports: [CatalogModule],
  providers: [LedgerRepository, LedgerService, UsageService],
  exports: [LedgerService],
})
export class LedgerModule {}
