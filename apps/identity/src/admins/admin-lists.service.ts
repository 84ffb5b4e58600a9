import { Injectable } from '@nestjs/common';
import { Fault, systemActor } from '@seatkeeper/contracts';
import { Clock, logger, metrics, newId } from '@seatkeeper/service';
import { AccountAdminsService } from '../accounts/account-admins.service.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { newFlow } from '../flows/flows.js';
import { FlowsService } from '../flows/flows.service.js';
import { fenceOf } from '../users/fences.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import { isActiveAdmin, listMismatches } from './admin-lists.js';

const log = logger('reconciliation');
const by = systemActor('reconciliation');
const repairs = metrics.counter(
  'admin_list_repairs_total',
  'Global admins counted among those of their account, or struck off, because users and list did not agree',
  ['repair'],
);

/** Makes the list that decides who is the last global admin agree with the users. */
@Injectable()
export class AdminListsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly admins: AccountAdminsService,
    private readonly users: UsersRepository,
    private readonly lists: UserListsRepository,
    private readonly flows: FlowsService,
    private readonly clock: Clock,
  ) {}

  /** Answers how many users were wrong in the list, or not in it. */
  async reconcile(accountId: string): Promise<number> {
    const listed = await this.listed(accountId);
    // Half-opened: its first admin is about to be counted.
    if (!listed) return 0;
    const found = listMismatches(listed, await this.lists.activeAdmins(accountId));
    for (const { userId, kind } of found) {
      const changed = await this.repair(accountId, userId);
      const fields = { accountId, userId, kind };
      if (changed === 'counted') log.warn('Counted an active global admin of an account', fields);
      if (changed === 'struck') log.warn('Struck off who is no active global admin of an account', fields);
      if (changed === 'kept') log.error('An account has no active global admin to count', fields);
      if (changed) repairs.inc({ repair: changed });
    }
    return found.length;
  }

  private async listed(accountId: string): Promise<string[] | null> {
    const account = await this.accounts.find(accountId);
    return account && !account.opening ? account.globalAdmins : null;
  }

  /**
   * While no other flow can change the user, who decides. `kept`: who is none stays in the list, which would have nobody
   * else. Null when it was right by then, or somebody else sees to it.
   */
  private async repair(accountId: string, userId: string): Promise<'counted' | 'struck' | 'kept' | null> {
    const was = (await this.listed(accountId))?.includes(userId);
    const before = await this.users.find(accountId, userId);
    if (before?.flow) return null;
    if (before) await this.asFlow(accountId, userId);
    else await this.admins.releaseAdmin(accountId, userId, fenceOf({ createdAt: this.clock.now() }, 0, 0));
    const now = await this.listed(accountId);
    const is = now?.includes(userId);
    if (was !== is) return is ? 'counted' : 'struck';
    const user = await this.users.find(accountId, userId);
    return is && !user?.flow && !(user && isActiveAdmin(user)) ? 'kept' : null;
  }

  private async asFlow(accountId: string, userId: string): Promise<void> {
    const id = newId('cmd');
    try {
      await this.flows.run({
        accountId,
        userId,
        id,
        kind: 'admit',
        begin: (_before, now) => ({ flow: newFlow('admit', { id, step: 'admit', input: {}, by, now }) }),
      });
    } catch (error) {
      // Somebody else is changing the user, and sees to the list as well.
      if (!(error instanceof Fault && ['user-busy', 'not-found'].includes(error.code))) throw error;
    }
  }
}
