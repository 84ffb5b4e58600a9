import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { REPAIR_DAYS, REPAIRS_MAX, tellSeatRepairs, type Input, type Output } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { LedgerService } from '../ledger/ledger.service.js';
import { OveragesService } from '../seats/overages.service.js';
import { SeatsService } from '../seats/seats.service.js';
import { sumsOf, toRepair } from './repairs.js';

const DAY_MS = 86_400_000;

/** The seats beside the ledger, and what reconciliation has done about them. */
@Injectable()
export class RepairsService {
  constructor(
    private readonly ledger: LedgerService,
    private readonly seats: SeatsService,
    private readonly overages: OveragesService,
    private readonly clock: Clock,
  ) {}

  @Handle(tellSeatRepairs)
  async tell({ accountId }: Input<typeof tellSeatRepairs>): Promise<Output<typeof tellSeatRepairs>> {
    const since = new Date(this.clock.now().getTime() - REPAIR_DAYS * DAY_MS);
    const [licenses, entitled, overage, lines] = await Promise.all([
      this.seats.licenses({ accountId }),
      this.ledger.entitled(accountId),
      this.overages.owed(accountId),
      this.ledger.repairsSince(accountId, since, REPAIRS_MAX + 1),
    ]);
    const items = lines.slice(0, REPAIRS_MAX).map(toRepair);
    return {
      products: sumsOf(licenses.items, entitled, overage),
      repairs: { items, more: lines.length > REPAIRS_MAX },
    };
  }
}
