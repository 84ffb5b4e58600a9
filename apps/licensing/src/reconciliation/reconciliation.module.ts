import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { SeatsModule } from '../seats/seats.module.js';
import { RepairsService } from './repairs.service.js';

@Module({ imports: [LedgerModule, SeatsModule], providers: [RepairsService] })
export class ReconciliationModule {}
