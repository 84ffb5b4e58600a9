import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { type ReassignmentPlan, resolveUsers, usersOf } from '@seatkeeper/contracts';
import { known, type KnownUsers } from './targets.js';

/** Asks identity who the users of a plan are; never within a request that identity waits for. */
@Injectable()
export class UsersClient {
  constructor(private readonly bus: Bus) {}

  of(accountId: string, plan: ReassignmentPlan): Promise<KnownUsers> {
    return this.byId(accountId, usersOf(plan));
  }

  async byId(accountId: string, ids: string[]): Promise<KnownUsers> {
    return known((await this.bus.request(resolveUsers, { accountId, ids })).users);
  }
}
