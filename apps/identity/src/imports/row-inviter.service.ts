import { Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { derivedId, logger } from '@seatkeeper/service';
import { isRefusal } from '../flows/flows.js';
import { InviteService } from '../invitations/invite.service.js';
import { UsersRepository } from '../users/users.repository.js';
import { ImportsRepository } from './imports.repository.js';
import type { StoredImport, StoredRow } from './imports.schema.js';
import { authorStopped, duplicateRow, type Failure, failureOf, invalidRow } from './rows.js';

/** A row that meets a defect this often is given up, so that it does not hold up the others for ever. */
const MOST_DEFECTS = 5;

const log = logger('imports');

/** Invites the user of one row, and stores what came of it. */
@Injectable()
export class RowInviterService {
  constructor(
    private readonly imports: ImportsRepository,
    private readonly invites: InviteService,
    private readonly users: UsersRepository,
  ) {}

  /**
   * Can be repeated: the user's id comes from import and line. Rejects when the outcome is open. `first` is the line that has
   * the username; of an import that was stopped it only brings to its end what had begun.
   */
  async invite(
    { accountId, by, whenNoSeat }: StoredImport,
    row: StoredRow,
    { first, isStopped }: { first: number; isStopped: boolean },
  ): Promise<void> {
    const { user, joinsOn } = row;
    if (!user) return this.fail(row, invalidRow(row.fieldErrors));
    if (first < row.line) return this.fail(row, duplicateRow(first));
    const userId = derivedId('usr', row.importId, String(row.line));
    if (isStopped && !(await this.users.find(accountId, userId))) return this.fail(row, authorStopped);
    try {
      const { status } = await this.invites.invite({ accountId, by, userId, user, whenNoSeat, joinsOn });
      const outcome = joinsOn !== undefined ? 'planned' : status === 'waiting' ? 'wait-listed' : 'invited';
      await this.imports.settle(row, { userId, outcome, stage: row.manager ? 'manager' : 'done' });
    } catch (error) {
      if (isRefusal(error)) return this.fail(row, failureOf(error));
      if (error instanceof Fault && error.code === 'service-unavailable') throw error;
      await this.noteDefect(row, error);
    }
  }

  private async noteDefect(row: StoredRow, error: unknown): Promise<void> {
    log.error('A row of an import met a defect', { importId: row.importId, line: row.line, error });
    if (row.defects + 1 < MOST_DEFECTS) {
      await this.imports.noteDefect(row);
      throw error;
    }
    const detail = 'Something went wrong on our side; invite this user by hand.';
    await this.fail(row, { code: 'internal-error', detail, errors: [] });
  }

  private fail(row: StoredRow, { code, detail, errors }: Failure): Promise<void> {
    return this.imports.settle(row, { outcome: 'failed', stage: 'done', code, detail, fieldErrors: errors });
  }
}
