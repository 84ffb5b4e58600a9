import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { digestSeats } from '@seatkeeper/contracts';
import { Clock, defineSweep, logger, Repeater } from '@seatkeeper/service';
import { listMismatches } from '../admins/admin-lists.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { suspectProducts } from './reconciliation.js';
import { ReconciliationService } from './reconciliation.service.js';
import { SeatDifferencesRepository } from './seat-differences.repository.js';

export const accountsToCompare = defineSweep({ name: 'reconciliation', everyMs: 1_000, restMs: 20_000 });

/** Every account is looked at once in this time, though nothing is heard of it. */
const CYCLE_MS = 30 * 60_000;
/** Ten thousand that are due at once are looked at in twenty rounds, one in a second. */
const ACCOUNTS_A_ROUND = 500;
const AT_ONCE = 5;
const TAKEN_AT_ONCE = 50;
/** What differed and was found to be all right may be a change under way, or one that is not settled yet. */
const LOOK_AGAIN_MS = 20_000;
/** What is wrong and stays so, because there is no seat to be had or a neighbour is away. */
const TRY_AGAIN_MS = 5 * 60_000;

const log = logger('reconciliation');

/**
 * Looks at the accounts that are due, many at once: a few commands tell in which of them users, seats and admins may not
 * agree, and only those are compared.
 */
@Injectable()
export class ReconciliationRoundsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly users: UserListsRepository,
    private readonly reconciliation: ReconciliationService,
    private readonly differences: SeatDifferencesRepository,
    private readonly bus: Bus,
    private readonly clock: Clock,
    private readonly repeater: Repeater,
  ) {}

  /**
   * Answers which accounts it looked at, each of them taken by one copy of the service. One whose process dies in the
   * middle is looked at in the next cycle.
   */
  async round(): Promise<string[]> {
    const now = this.clock.now();
    const due = await this.accounts.dueForReconciliation(now, ACCOUNTS_A_ROUND);
    const taken: StoredAccount[] = [];
    const next = new Date(now.getTime() + CYCLE_MS);
    await eachOf(due, TAKEN_AT_ONCE, async (account) => {
      if (await this.accounts.takeForReconciliation(account, next)) taken.push(account);
    });
    if (taken.length === 0) return [];
    try {
      const suspects = await this.suspects(taken);
      await eachOf(suspects, AT_ONCE, (suspect) => this.compare(suspect));
    } catch (error) {
      log.warn('Accounts could not be looked at', { accounts: taken.length, error });
      await eachOf(taken, TAKEN_AT_ONCE, ({ _id }) => this.lookAgain(_id, TRY_AGAIN_MS));
    }
    return taken.map(({ _id }) => _id);
  }

  /** Accounts in which something differs, and the products it is about. What changes meanwhile may differ, too. */
  private async suspects(accounts: readonly StoredAccount[]): Promise<[string, string[]][]> {
    const accountIds = accounts.map(({ _id }) => _id);
    const { items: held } = await this.bus.request(digestSeats, { accountIds });
    const [should, out, active, open] = await Promise.all([
      this.users.seatDigests(accountIds),
      this.users.suspendedDigests(accountIds),
      this.users.activeAdminsOf(accountIds),
      this.differences.productsOf(accountIds),
    ]);
    const products = suspectProducts(held, should);
    const suspended = held.flatMap((seats) => (seats.suspended ? [{ ...seats, ...seats.suspended }] : []));
    for (const [accountId, some] of suspectProducts(suspended, out))
      products.set(accountId, [...new Set([...(products.get(accountId) ?? []), ...some])]);
    const adminsOf = new Map(active.map(({ accountId, admins }) => [accountId, admins]));
    for (const { _id, opening, globalAdmins } of accounts)
      if (!opening && listMismatches(globalAdmins, adminsOf.get(_id) ?? []).length > 0)
        products.set(_id, products.get(_id) ?? []);
    // What differed before is looked at until it is seen that it no longer does.
    for (const { accountId, products: known } of open)
      products.set(accountId, [...new Set([...(products.get(accountId) ?? []), ...known])]);
    return [...products];
  }

  private async compare([accountId, products]: [string, string[]]): Promise<void> {
    try {
      const found = await this.reconciliation.reconcile(accountId, products);
      await this.lookAgain(accountId, found === 0 ? LOOK_AGAIN_MS : TRY_AGAIN_MS);
    } catch (error) {
      log.warn('An account could not be compared', { accountId, error });
      await this.lookAgain(accountId, TRY_AGAIN_MS);
    }
  }

  private async lookAgain(accountId: string, inMs: number): Promise<void> {
    await this.accounts.markForReconciliation(accountId, new Date(this.clock.now().getTime() + inMs));
    this.repeater.wake(accountsToCompare, inMs);
  }
}

async function eachOf<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = items.values();
  const worker = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
