import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { ReductionsModule } from '../reductions/reductions.module.js';
import { ClaimsService } from './claims.service.js';
import { DigestsService } from './digests.service.js';
import { OveragesService } from './overages.service.js';
import { RetirementsService } from './retirements.service.js';
import { RetirementsSweeper } from './retirements.sweeper.js';
import { SeatsRepository } from './seats.repository.js';
import { SeatsService } from './seats.service.js';
import { SuspendedSeatsService } from './suspended-seats.service.js';

@Module({
  imports: [AccountsModule, CatalogModule, LedgerModule, ReductionsModule],
  providers: [
    SeatsRepository,
    ClaimsService,
    DigestsService,
    OveragesService,
    RetirementsService,
    RetirementsSweeper,
    SeatsService,
    SuspendedSeatsService,
  ],
  exports: [OveragesService, SeatsService, RetirementsService, SuspendedSeatsService],
})
export class SeatsModule {}
