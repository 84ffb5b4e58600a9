import { Injectable } from '@nestjs/common';
import { type Actor, Fault } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { mayAct } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { lastGlobalAdmin } from './admin-role.service.js';

/**
 * Who may do what to whom, beyond the permission for the call, which the gateway has checked. Parts of the
 * product itself may do everything.
 */
@Injectable()
export class AuthorityService {
  constructor(
    private readonly users: UsersRepository,
    private readonly accounts: AccountsRepository,
    private readonly permissions: PermissionsService,
    private readonly clock: Clock,
  ) {}

  /** Only a global admin touches a global admin, or the role. */
  async refuseUnlessGlobalAdmin(accountId: string, by: Actor, what: string): Promise<void> {
    if (by.type !== 'user') return;
    const actor = await this.users.find(accountId, by.id);
    if (actor?.globalAdmin && mayAct(actor, this.clock.now())) return;
    throw new Fault('forbidden', {
      detail: `Only a global admin may ${what}.`,
      members: { needs: 'global-admin' },
    });
  }

  /**
   * Refuses to take a global admin's role or access: `last-global-admin` for the only one, whoever asks, and
   * `forbidden` for who is none. Passing is no promise: the release in the flow decides.
   */
  async refuseTakingDown(target: StoredUser, by: Actor): Promise<void> {
    if (!target.globalAdmin) return;
    const account = await this.accounts.find(target.accountId);
    const [first, ...others] = account?.globalAdmins ?? [];
    if (first === target._id && others.length === 0) throw lastGlobalAdmin(target);
    await this.refuseUnlessGlobalAdmin(target.accountId, by, 'do this to a global admin');
  }

  /**
   * Refuses to put somebody into groups that do not exist, or that carry a permission the actor does not hold.
   * `all` is the list as it was sent, which the paths of the errors point into.
   */
  async refuseGroups(
    accountId: string,
    by: Actor,
    added: readonly string[],
    all: readonly string[],
  ): Promise<void> {
    if (added.length === 0) return;
    const holder = by.type === 'user' ? await this.users.find(accountId, by.id) : null;
    const may = by.type !== 'user' || (holder !== null && mayAct(holder, this.clock.now()));
    if (!may) throw new Fault('forbidden', 'Only who holds permissions can grant them.');
    try {
      await this.permissions.refuseMembership(accountId, holder, added);
    } catch (error) {
      throw error instanceof Fault ? pointedInto(error, added, all) : error;
    }
  }
}

/** The check looked at the added groups only; the caller has to find them in the list that was sent. */
function pointedInto(fault: Fault, added: readonly string[], all: readonly string[]): Fault {
  const errors = fault.errors?.map(({ path, message }) => {
    const index = Number(/^groups\[(\d+)\]$/.exec(path)?.[1]);
    const id = added[index];
    return { path: id === undefined ? path : `groups[${all.indexOf(id)}]`, message };
  });
  return new Fault(fault.code, { ...fault.toData(), errors });
}
