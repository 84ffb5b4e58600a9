import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { listLicenses, listSeats, PAGE_LIMIT_MAX, type Seat } from '@seatkeeper/contracts';
import { Clock, logger } from '@seatkeeper/service';
import { AdminListsService } from '../admins/admin-lists.service.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { mismatches } from './reconciliation.js';
import { SeatDoubtsRepository } from './seat-doubts.repository.js';
import { SeatRepairsService } from './seat-repairs.service.js';

/** Every account is compared once in this time, as far as all copies together are fast enough. */
const CYCLE_MS = 5 * 60_000;
const ACCOUNTS_A_ROUND = 20;
const USERS_A_PAGE = 500;
const DOUBTS_A_ROUND = 100;

const log = logger('reconciliation');

/** Proves that held seats = users who should hold one, and admins counted = admins there are, and repairs what is not so. */
@Injectable()
export class ReconciliationService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly users: UserListsRepository,
    private readonly doubts: SeatDoubtsRepository,
    private readonly seatRepair: SeatRepairsService,
    private readonly adminLists: AdminListsService,
    private readonly bus: Bus,
    private readonly clock: Clock,
  ) {}

  /** Compares one account: its list of admins, then product by product; answers how many mismatches there were. */
  async reconcile(accountId: string): Promise<number> {
    let found = await this.adminLists.reconcile(accountId);
    for (const product of await this.products(accountId)) {
      const seats = this.seatsOf(accountId, product);
      const holders = this.holdersOf(accountId, product);
      for await (const { userId, kind } of mismatches(product, seats, holders, this.clock.now())) {
        const repaired = await this.seatRepair.repair(accountId, userId, product);
        log.warn('Seats and users do not agree', { accountId, userId, product, kind, repaired });
        found += 1;
      }
    }
    return found;
  }

  /**
   * Compares accounts that are due, each of them once in a cycle, by whichever copy of the service takes it first;
   * answers which. An account that cannot be compared now is due again in the next cycle.
   */
  async reconcileDue(): Promise<string[]> {
    const now = this.clock.now();
    const compared: string[] = [];
    for (const account of await this.accounts.dueForReconciliation(now, ACCOUNTS_A_ROUND)) {
      const accountId = account._id;
      if (!(await this.accounts.takeForReconciliation(account, new Date(now.getTime() + CYCLE_MS)))) continue;
      compared.push(accountId);
      await this.reconcile(accountId).catch((error: unknown) =>
        log.warn('An account could not be compared', { accountId, error }),
      );
    }
    return compared;
  }

  /** Looks after claims that were given up and may have been carried out all the same; true if there were any. */
  async settleDoubts(): Promise<boolean> {
    const due = await this.doubts.due(DOUBTS_A_ROUND);
    for (const doubt of due) {
      const { accountId, _id: userId, products } = doubt;
      let settled = true;
      for (const product of products)
        settled = (await this.seatRepair.repair(accountId, userId, product)) && settled;
      if (settled) await this.doubts.settle(doubt);
    }
    return due.length > 0;
  }

  /** What was bought, and what users have although nothing of it was bought. */
  private async products(accountId: string): Promise<string[]> {
    const { items } = await this.bus.request(listLicenses, { accountId });
    const used = await this.users.productsInUse(accountId);
    return [...new Set([...items.map(({ product }) => product), ...used])].sort();
  }

  private async *seatsOf(accountId: string, product: string): AsyncGenerator<Seat> {
    let cursor: string | undefined;
    do {
      const page = { limit: PAGE_LIMIT_MAX, cursor };
      const { items, nextCursor } = await this.bus.request(listSeats, { accountId, product, page });
      yield* items;
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
  }

  private async *holdersOf(accountId: string, product: string): AsyncGenerator<StoredUser> {
    let after = '';
    for (;;) {
      const users = await this.users.entitledTo(accountId, product, after, USERS_A_PAGE);
      yield* users;
      if (users.length < USERS_A_PAGE) return;
      after = users.at(-1)?._id ?? after;
    }
  }
}
