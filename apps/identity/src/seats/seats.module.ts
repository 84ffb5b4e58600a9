import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AdminsModule } from '../admins/admins.module.js';
import { FlowsModule } from '../flows/flows.module.js';
import { SeatSuspensionsModule } from '../seat-suspensions/seat-suspensions.module.js';
import { UsersModule } from '../users/users.module.js';
import { FirstClaimsService } from './first-claims.service.js';
import { ReconcileDriver } from './reconcile.driver.js';
import { ReconciliationMarksService } from './reconciliation-marks.service.js';
import { ReconciliationRoundsService } from './reconciliation-rounds.service.js';
import { ReconciliationService } from './reconciliation.service.js';
import { ReconciliationSweeper } from './reconciliation.sweeper.js';
import { SeatDifferencesRepository } from './seat-differences.repository.js';
import { SeatDifferencesService } from './seat-differences.service.js';
import { SeatDoubtsRepository } from './seat-doubts.repository.js';
import { SeatRepairsService } from './seat-repairs.service.js';
import { SeatsClient } from './seats.client.js';

/** What licensing is asked, and the proof that its seats and the users agree. */
@Module({
  imports: [AccountsModule, UsersModule, FlowsModule, AdminsModule, SeatSuspensionsModule],
  providers: [
    FirstClaimsService,
    ReconcileDriver,
    ReconciliationMarksService,
    ReconciliationRoundsService,
    ReconciliationService,
    ReconciliationSweeper,
    SeatDifferencesRepository,
    SeatDifferencesService,
    SeatDoubtsRepository,
    SeatRepairsService,
    SeatsClient,
  ],
  exports: [SeatsClient],
})
export class SeatsModule {}
