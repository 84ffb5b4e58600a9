import { Module } from '@nestjs/common';
import { FlowsModule } from '../flows/flows.module.js';
import { UsersModule } from '../users/users.module.js';
import { ReconciliationService } from './reconciliation.service.js';
import { ReconciliationSweeper } from './reconciliation.sweeper.js';
import { SeatRepair } from './seat-repair.js';

@Module({
  imports: [UsersModule, FlowsModule],
  providers: [ReconciliationService, ReconciliationSweeper, SeatRepair],
})
export class ReconciliationModule {}
