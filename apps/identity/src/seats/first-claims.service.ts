import { Injectable } from '@nestjs/common';
import { Bus, Handle } from '@seatkeeper/bus';
import {
  countFirstClaims,
  type Input,
  type License,
  listLicenses,
  type Output,
  refuse,
} from '@seatkeeper/contracts';
import { Clock, SharedLooks } from '@seatkeeper/service';
import { WaitListsRepository } from '../users/wait-lists.repository.js';
import { firstClaims, refuseOvertakingAny, type WaitingTogether } from './first-claims.js';

/** Who waits has the first claim on what is free: nobody gets it past them through another door. */
@Injectable()
export class FirstClaimsService {
  /** An import asks for each person; one look at the list does for all who ask meanwhile. */
  private readonly looks = new SharedLooks<boolean>();

  constructor(
    private readonly lists: WaitListsRepository,
    private readonly bus: Bus,
    private readonly clock: Clock,
  ) {}

  /** Rejects with `no-free-seat` and how many wait. */
  async refuse(accountId: string, products: readonly string[]): Promise<void> {
    const found = await this.queue(accountId);
    if (found) refuse(refuseOvertakingAny(products, found.waiting, found.licenses));
  }

  @Handle(countFirstClaims)
  async count({
    accountId,
    product,
  }: Input<typeof countFirstClaims>): Promise<Output<typeof countFirstClaims>> {
    const found = await this.queue(accountId);
    return { waiting: found ? firstClaims(product, found.waiting, found.licenses) : 0 };
  }

  /** Null where nobody waits, which one look in the account's list tells. */
  private async queue(
    accountId: string,
  ): Promise<{ waiting: WaitingTogether[]; licenses: readonly License[] } | null> {
    const isAnybodyThere = await this.looks.look(accountId, () => this.lists.isAnybodyThere(accountId));
    if (!isAnybodyThere) return null;
    const waiting = await this.lists.byProducts(accountId, this.clock.now());
    const { items } = await this.bus.request(listLicenses, { accountId });
    return { waiting, licenses: items };
  }
}
