import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { listLicenses, refuse } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { refuseOvertaking } from './first-claims.js';

/** Who waits has the first claim on what is free: nobody gets it past them through another door. */
@Injectable()
export class FirstClaimsService {
  constructor(
    private readonly users: UserListsRepository,
    private readonly bus: Bus,
    private readonly clock: Clock,
  ) {}

  /** Rejects with `no-free-seat` and how many wait. One look in the account's list where nobody does. */
  async refuse(accountId: string, products: readonly string[]): Promise<void> {
    if (!(await this.users.doesAnybodyWait(accountId))) return;
    const waiting = await this.users.waitingTogether(accountId, this.clock.now());
    const { items } = await this.bus.request(listLicenses, { accountId });
    refuse(refuseOvertaking(products, waiting, items));
  }
}
