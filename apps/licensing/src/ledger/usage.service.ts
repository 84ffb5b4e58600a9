import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { type Input, refuse, tellUsage, type Usage } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { refuseView } from '../catalog/catalog.js';
import { Catalogs } from '../catalog/catalogs.js';
import { LedgerRepository } from './ledger.repository.js';
import { daysOf, everyDay, momentsOf, peakOf } from './usage.js';

/** How many seats were used from day to day, as the ledger tells it. */
@Injectable()
export class UsageService {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly catalogs: Catalogs,
    private readonly clock: Clock,
  ) {}

  @Handle(tellUsage)
  async tell({ accountId, product, timeZone, from, to }: Input<typeof tellUsage>): Promise<Usage> {
    refuse(refuseView(this.catalogs, product));
    const days = daysOf({ from, to }, timeZone, this.clock.now());
    const { since, before } = momentsOf(days, timeZone);
    const opening = await this.ledger.countsBefore(accountId, product, since);
    const changed = await this.ledger.changedDays(accountId, product, { since, before, timeZone, opening });
    const items = everyDay(days, opening, changed);
    return { product, timeZone, peak: peakOf(items), items };
  }
}
