import { Injectable } from '@nestjs/common';
import { systemActor } from '@seatkeeper/contracts';
import { isRefusal } from '../flows/flows.js';
import { UpdatesService } from '../profile/updates.service.js';
import { ReachService } from '../reach/reach.service.js';
import { isWithin } from '../users/reaches.js';
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
    private readonly reach: ReachService,
  ) {}

  /** Whatever is refused is a warning of the row, which would be refused again in every later turn. */
  async assign(given: StoredImport, row: StoredRow, isStopped: boolean): Promise<void> {
    const warning = isStopped ? authorStopped.detail : await this.warningOf(given, row);
    await this.imports.settle(row, { stage: 'done', warnings: warning === null ? [] : [warning] });
  }

  private async warningOf(given: StoredImport, row: StoredRow): Promise<string | null> {
    const { manager: written = '' } = row;
    const username = usernameOf(written);
    if (username !== null && username === row.username)
      return 'The file names the user as their own manager.';
    try {
      const isKnown = username !== null && (await this.draw(given, row, username));
      return isKnown ? null : `The manager ${written} is not known.`;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return `The manager ${written} was left out: ${error.errors?.[0]?.message ?? error.message}.`;
    }
  }

  /**
   * False for a manager who is not there, or whom the author does not see. The author may see none of the newcomers, and
   * was let to invite them all the same: to those the import itself gives the manager.
   */
  private async draw(given: StoredImport, row: StoredRow, username: string): Promise<boolean> {
    const { accountId, by } = given;
    const manager = await this.users.findByUsername(accountId, username);
    const user = row.userId === undefined ? null : await this.users.find(accountId, row.userId);
    if (!manager || !user) return false;
    const reach = await this.reach.ofActor(accountId, by);
    const isManagerSeen = isWithin(reach, manager);
    if (!isManagerSeen && !(await this.imports.isNewcomer(given, manager))) return false;
    const actor = isManagerSeen && isWithin(reach, user) ? by : systemActor('import');
    const changes = { reportsTo: manager._id };
    await this.updates.update({ accountId, by: actor, userId: user._id, changes });
    return true;
  }
}
