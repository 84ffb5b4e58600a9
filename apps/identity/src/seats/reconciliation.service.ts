import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { listLicenses, listSeats, PAGE_LIMIT_MAX, type Seat } from '@seatkeeper/contracts';
import { Clock, logger } from '@seatkeeper/service';
import { AdminListsService } from '../admins/admin-lists.service.js';
import { SeatSuspensionsService } from '../seat-suspensions/seat-suspensions.service.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { mismatches } from './reconciliation.js';
import { SeatDifferencesRepository } from './seat-differences.repository.js';
import { SeatDoubtsRepository } from './seat-doubts.repository.js';
import type { StoredDoubt } from './seat-doubts.schema.js';
import { SeatRepairsService } from './seat-repairs.service.js';

const USERS_A_PAGE = 500;
const DOUBTS_A_ROUND = 100;

const log = logger('reconciliation');

/**
 * Proves that held seats = users who should hold one, seats suspended = users kept out, and admins counted = admins there are, and
 * repairs what is not so.
 */
@Injectable()
export class ReconciliationService {
  constructor(
    private readonly users: UserListsRepository,
    private readonly doubts: SeatDoubtsRepository,
    private readonly differences: SeatDifferencesRepository,
    private readonly seatRepair: SeatRepairsService,
    private readonly adminLists: AdminListsService,
    private readonly suspensions: SeatSuspensionsService,
    private readonly bus: Bus,
    private readonly clock: Clock,
  ) {}

  /**
   * Compares one account, its list of admins and the seats of some products or of all; answers how many mismatches there
   * were.
   */
  async reconcile(accountId: string, products?: readonly string[]): Promise<number> {
    let found = await this.adminLists.reconcile(accountId);
    for (const product of products ?? (await this.products(accountId))) {
      const startedAt = this.clock.now();
      const seats = this.seatsOf(accountId, product);
      const holders = this.holdersOf(accountId, product);
      for await (const mismatch of mismatches(product, seats, holders, startedAt)) {
        const { userId, kind } = mismatch;
        found += 1;
        // Until it is repaired, which may be never: then it is told since when.
        await this.differences.note(accountId, mismatch, startedAt);
        const fields = { accountId, userId, product, kind };
        try {
          const repaired = await this.seatRepair.repair(accountId, userId, product);
          log.warn('Seats and users do not agree', { ...fields, repaired });
        } catch (error) {
          log.error('Seats and users do not agree, and that could not be repaired', { ...fields, error });
        }
      }
      await this.differences.forgetUnseen(accountId, product, startedAt);
      found += await this.suspensions.reconcile(accountId, product);
    }
    return found;
  }

  /** Looks after claims that were given up and may have been carried out all the same; true if one was settled. */
  async settleDoubts(): Promise<boolean> {
    let settled = false;
    for (const doubt of await this.doubts.due(DOUBTS_A_ROUND))
      try {
        if (await this.settle(doubt)) settled = true;
      } catch (error) {
        // The others do not wait for one that cannot be settled.
        log.error('A doubt about seats could not be settled', { userId: doubt._id, error });
        await this.doubts.putOff(doubt).catch(() => undefined);
      }
    return settled;
  }

  private async settle(doubt: StoredDoubt): Promise<boolean> {
    const { accountId, _id: userId, products } = doubt;
    let settled = true;
    for (const product of products)
      settled = (await this.seatRepair.repair(accountId, userId, product)) && settled;
    if (settled) await this.doubts.settle(doubt);
    return settled;
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
