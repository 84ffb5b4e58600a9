import { Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { ReportingLines } from './reporting-lines.js';
import { UserRepository } from './user.repository.js';

/** Who somebody may report to. */
@Injectable()
export class Managers {
  constructor(
    private readonly users: UserRepository,
    private readonly lines: ReportingLines,
  ) {}

  /** Refuses a manager who is unknown, is the user, or already reports to the user. Looked at, not locked. */
  async refuse(accountId: string, userId: string, reportsTo: string | null | undefined): Promise<void> {
    if (reportsTo === null || reportsTo === undefined) return;
    if (reportsTo === userId) throw invalid('Nobody reports to themselves');
    if (!(await this.users.find(accountId, reportsTo))) throw invalid('There is no user with this id');
    if (await this.lines.isBelow(accountId, reportsTo, userId))
      throw invalid('This user reports to the one who is changed, directly or through others');
  }
}

const invalid = (message: string) =>
  new Fault('validation-failed', { errors: [{ path: 'reportsTo', message }] });
