import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { SeatsModule } from '../seats/seats.module.js';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module.js';
import { WarningsModule } from '../warnings/warnings.module.js';
import { LicensesService } from './licenses.service.js';

@Module({
  imports: [AccountsModule, CatalogModule, SeatsModule, SubscriptionsModule, WarningsModule],
  providers: [LicensesService],
  exports: [LicensesService],
})
export class LicensesModule {}
