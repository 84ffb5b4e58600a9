import { Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { UpdatesService } from '../profile/updates.service.js';
import { UsersRepository } from '../users/users.repository.js';
import { ImportsRepository } from './imports.repository.js';
import type { StoredImport, StoredRow } from './imports.schema.js';
import { authorStopped, usernameOf } from './rows.js';

/** Gives the user of a row the manager the file names, once everybody in the file is there. */
@Injectable()
export class RowManagerService {
  constructor(
    private readonly imports: ImportsRepository,
    private readonly users: UsersRepository,
    private readonly updates: UpdatesService,
  ) {}

  async assign(given: StoredImport, row: StoredRow, isStopped: boolean): Promise<void> {
    const warning = isStopped ? authorStopped.detail : await this.warningOf(given, row);
    await this.imports.settle(row, { stage: 'done', warnings: warning === null ? [] : [warning] });
  }

  private async warningOf({ accountId, by }: StoredImport, row: StoredRow): Promise<string | null> {
    const { manager: written = '', userId } = row;
    const username = usernameOf(written);
    if (username !== null && username === row.username)
      return 'The file names the user as their own manager.';
    const manager = username === null ? null : await this.users.findByUsername(accountId, username);
    if (!manager || !userId) return `The manager ${written} is not known.`;
    try {
      await this.updates.update({ accountId, by, userId, changes: { reportsTo: manager._id } });
      return null;
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'validation-failed') throw error;
      return `The manager ${written} was left out: ${error.errors?.[0]?.message ?? error.message}.`;
    }
  }
}
