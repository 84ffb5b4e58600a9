import { Injectable } from '@nestjs/common';
import type { OveragePolicy } from '@seatkeeper/contracts';
import { Clock, crash } from '@seatkeeper/service';
import { AccountsService } from '../accounts/accounts.service.js';
import { productNames } from '../catalog/catalog.js';
import { Catalogs } from '../catalog/catalogs.js';
import { type Overage, overageId, overageLeft, type OverageSums, owedOf } from './overages.js';
import type { SeatClaim, SeatCounts } from './seats.js';
import { SeatsRepository } from './seats.repository.js';
import type { StoredSeat } from './seats.schema.js';

/**
 * Seats that are taken beyond what is bought, where an operator allows the account some. Each has a number, and its document is
 * made by who takes it: of two who race for the last number one makes it, and the other asks whether there is a next one.
 */
@Injectable()
export class OveragesService {
  constructor(
    private readonly seats: SeatsRepository,
    private readonly accounts: AccountsService,
    private readonly catalogs: Catalogs,
    private readonly clock: Clock,
  ) {}

  /** What is allowed; undefined where nothing ever was. */
  async policy(accountId: string): Promise<OveragePolicy | undefined> {
    return (await this.accounts.policy(accountId))?.overage;
  }

  /** Of each product of which any are owed. Most accounts were never allowed any, and nothing more is asked. */
  async owedBy(accountId: string): Promise<Overage[]> {
    if ((await this.policy(accountId)) === undefined) return [];
    const all = await Promise.all(
      productNames(this.catalogs).map((product) => this.ofProduct(accountId, product)),
    );
    return all.filter((overage) => owedOf(overage) > 0);
  }

  /** How many of each product are owed. */
  async owed(accountId: string): Promise<Map<string, number>> {
    return new Map((await this.owedBy(accountId)).map((each) => [each.product, owedOf(each)]));
  }

  /** What is shown, by the counts that are shown with it. */
  async sums(accountId: string, product: string, counts: SeatCounts): Promise<OverageSums> {
    return this.sumsUnder(await this.policy(accountId), accountId, product, counts);
  }

  /** The same for who knows what is allowed. */
  async sumsUnder(
    policy: OveragePolicy | undefined,
    accountId: string,
    product: string,
    counts: SeatCounts,
  ): Promise<OverageSums> {
    if (policy === undefined) return { overage: 0, overageLeft: 0 };
    const overage = await this.ofProduct(accountId, product);
    return { overage: owedOf(overage), overageLeft: overageLeft(policy, counts, overage) };
  }

  /** A seat beyond what is bought; null where none may be taken. `has-one` as for any claim. */
  async take(claim: SeatClaim, count: () => Promise<SeatCounts>): Promise<StoredSeat | 'has-one' | null> {
    const { accountId, product } = claim;
    const policy = (await this.policy(accountId)) ?? 'none';
    if (policy === 'none') return null;
    for (;;) {
      const overage = await this.ofProduct(accountId, product);
      if (overageLeft(policy, await count(), overage) === 0) return null;
      const seat = await this.seats.takeBeyond(claim, overage.taken + 1, this.clock.now());
      if (seat === 'taken') continue;
      if (seat !== 'has-one') crash('licensing.overage.afterTaken');
      return seat;
    }
  }

  /** What was settled is read first, and may only be more by then: who reckons with it never takes one too many. */
  private async ofProduct(accountId: string, product: string): Promise<Overage> {
    const settled = await this.seats.lastRetired({ accountId, reductionId: overageId(product) });
    const taken = await this.seats.lastOverage(accountId, product);
    return { accountId, product, taken, settled };
  }
}
