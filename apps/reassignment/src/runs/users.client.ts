import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { type ReassignmentPlan, resolveUsers, usersOf } from '@seatkeeper/contracts';
import { known, type KnownUsers } from './targets.js';

/** Asks identity who the users of a plan are; never within a request that identity waits for. */
@Injectable()
export class UsersClient {
  constructor(private readonly bus: Bus) {}

  async of(accountId: string, plan: ReassignmentPlan): Promise<KnownUsers> {
    return known((await this.bus.request(resolveUsers, { accountId, ids: usersOf(plan) })).users);
  }
}
