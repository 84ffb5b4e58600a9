import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { SeatSuspensionsModule } from '../seat-suspensions/seat-suspensions.module.js';
import { SeatsModule } from '../seats/seats.module.js';
import { WarningsModule } from '../warnings/warnings.module.js';
import { SeatEventsService } from './seat-events.service.js';

/** Hears what licensing itself says of its seats. */
@Module({
  imports: [LedgerModule, SeatsModule, SeatSuspensionsModule, WarningsModule],
  providers: [SeatEventsService],
})
export class SeatEventsModule {}
