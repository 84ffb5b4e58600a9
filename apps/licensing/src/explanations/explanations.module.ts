import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { SeatsModule } from '../seats/seats.module.js';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module.js';
import { ExplanationsService } from './explanations.service.js';

@Module({
  imports: [AccountsModule, CatalogModule, SeatsModule, SubscriptionsModule],
  providers: [ExplanationsService],
})
export class ExplanationsModule {}
