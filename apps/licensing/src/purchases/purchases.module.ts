import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { SeatsModule } from '../seats/seats.module.js';
import { PurchasesRepository } from './purchases.repository.js';
import { PurchasesService } from './purchases.service.js';
import { PurchasesSweeper } from './purchases.sweeper.js';

@Module({
  imports: [AccountsModule, CatalogModule, SeatsModule],
  providers: [PurchasesRepository, PurchasesService, PurchasesSweeper],
  exports: [PurchasesService],
})
export class PurchasesModule {}
