import { Injectable } from '@nestjs/common';
import { type Actor, userUpdated } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { patched, userEvent } from './user-changes.js';
import { UserRepository } from './user.repository.js';

/** No firm is deeper; ends a walk that meets a circle. */
const DEEPEST = 100;
const REPORTS_AT_ONCE = 100;

/** Who reports to whom. */
@Injectable()
export class ReportingLines {
  constructor(
    private readonly users: UserRepository,
    private readonly clock: Clock,
  ) {}

  /** Whether `userId` reports to `managerId`, directly or through others. */
  async isBelow(accountId: string, userId: string, managerId: string): Promise<boolean> {
    let above = (await this.users.find(accountId, userId))?.reportsTo ?? null;
    for (let height = 0; above !== null && height < DEEPEST; height += 1) {
      if (above === managerId) return true;
      above = (await this.users.find(accountId, above))?.reportsTo ?? null;
    }
    return false;
  }

  /** Everybody who reports to `from` reports to `to` from now on. Can be repeated. */
  async move(accountId: string, from: string, to: string, by: Actor): Promise<void> {
    for (;;) {
      const filter = { reportsTo: from, _id: { $ne: to } };
      const reports = await this.users.select(accountId, filter, { limit: REPORTS_AT_ONCE });
      for (const { _id } of reports)
        await this.users.decide(accountId, _id, (before) => {
          if (before.reportsTo !== from) return null;
          const { after, update } = patched(before, { set: { reportsTo: to } }, this.clock.now());
          return { update, events: [userEvent(userUpdated, { before, after, by })] };
        });
      if (reports.length < REPORTS_AT_ONCE) return;
    }
  }
}
