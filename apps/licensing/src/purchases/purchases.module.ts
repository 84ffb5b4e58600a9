import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ReductionsModule } from '../reductions/reductions.module.js';
import { SeatsModule } from '../seats/seats.module.js';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module.js';
import { CancellationsService } from './cancellations.service.js';
import { CorrectionStepsService } from './correction-steps.service.js';
import { CorrectionsService } from './corrections.service.js';
import { PurchasesRepository } from './purchases.repository.js';
import { PurchasesService } from './purchases.service.js';
import { PurchasesSweeper } from './purchases.sweeper.js';

@Module({
  imports: [AccountsModule, CatalogModule, ReductionsModule, SeatsModule, SubscriptionsModule],
  providers: [
    PurchasesRepository,
    CancellationsService,
    CorrectionStepsService,
    CorrectionsService,
    PurchasesService,
    PurchasesSweeper,
  ],
  exports: [PurchasesService],
})
export class PurchasesModule {}
