import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { SeatsModule } from '../seats/seats.module.js';
import { PurchasesHandlers } from './purchases.handlers.js';
import { PurchasesRepository } from './purchases.repository.js';
import { PurchasesService } from './purchases.service.js';
import { PurchasesSweeper } from './purchases.sweeper.js';

@Module({
  imports: [AccountsModule, SeatsModule],
  controllers: [PurchasesHandlers],
  providers: [PurchasesRepository, PurchasesService, PurchasesSweeper],
})
export class PurchasesModule {}
