import { Injectable } from '@nestjs/common';
import { On } from '@seatkeeper/bus';
import { type EventData, overAllocationEnded, seatsOverAllocated } from '@seatkeeper/contracts';
import { AccountsService } from '../accounts/accounts.service.js';
import { WarningsService } from '../warnings/warnings.service.js';
import { productNames } from '../catalog/catalog.js';
import { Catalogs } from '../catalog/catalogs.js';

/** Notes in the account what is known of its products, so that all accounts can be looked through by it. */
@Injectable()
export class StandingsService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly warnings: WarningsService,
    private readonly catalogs: Catalogs,
  ) {}

  @On(seatsOverAllocated)
  began({ accountId }: EventData<typeof seatsOverAllocated>): Promise<void> {
    return this.look(accountId);
  }

  @On(overAllocationEnded)
  ended({ accountId }: EventData<typeof overAllocationEnded>): Promise<void> {
    return this.look(accountId);
  }

  /** Until nothing follows any more: who wrote what was no longer so sees that by looking once more. */
  private async look(accountId: string): Promise<void> {
    for (;;) {
      const account = await this.accounts.find(accountId);
      if (!account) return;
      const over = await this.warnings.overAllocations(accountId, productNames(this.catalogs));
      const since = [...over.values()].map((one) => one.since).toSorted((one, other) => +one - +other)[0];
      if (account.overAllocatedSince?.getTime() === since?.getTime()) return;
      await this.accounts.noteOverAllocation(account, since);
    }
  }
}
