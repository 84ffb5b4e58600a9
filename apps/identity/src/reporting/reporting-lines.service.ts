import { Injectable } from '@nestjs/common';
import { type Actor, Fault, userUpdated } from '@seatkeeper/contracts';
import { userEvent } from '../users/user-changes.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { UsersRepository } from '../users/users.repository.js';

/** No firm is deeper; ends a walk that meets a circle. */
const DEEPEST = 100;
const REPORTS_AT_ONCE = 100;

/** Who reports to whom, and who may. */
@Injectable()
export class ReportingLinesService {
  constructor(
    private readonly users: UsersRepository,
    private readonly lists: UserListsRepository,
  ) {}

  /** Refuses a manager who is unknown, is the user, or already reports to the user. Looked at, not locked. */
  async refuse(accountId: string, userId: string, reportsTo: string | null | undefined): Promise<void> {
    if (reportsTo === null || reportsTo === undefined) return;
    if (reportsTo === userId) throw invalid('Nobody reports to themselves');
    if (!(await this.users.find(accountId, reportsTo))) throw invalid('There is no user with this id');
    if (await this.isBelow(accountId, reportsTo, userId))
      throw invalid('This user reports to the one who is changed, directly or through others');
  }

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
      const reports = await this.lists.reportsOf(accountId, from, to, REPORTS_AT_ONCE);
      for (const report of reports)
        await this.users.changeFrom(report, ({ reportsTo }) =>
          reportsTo !== from
            ? null
            : { set: { reportsTo: to }, events: (change) => [userEvent(userUpdated, { ...change, by })] },
        );
      if (reports.length < REPORTS_AT_ONCE) return;
    }
  }
}

const invalid = (message: string) =>
  new Fault('validation-failed', { errors: [{ path: 'reportsTo', message }] });
