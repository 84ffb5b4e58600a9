import { Injectable } from '@nestjs/common';
import {
  type Actor,
  Fault,
  managerPermissions,
  type ProvingActor,
  refuse,
  type Visibility,
} from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { refuseActingOnStronger } from '../groups/permissions.js';
import type { StoredGroup } from '../groups/groups.schema.js';
import { ManagersService } from '../groups/managers.service.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { refuseUnproved } from '../proofs/proofs.js';
import { ReachService } from '../reach/reach.service.js';
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
    private readonly managers: ManagersService,
    private readonly reach: ReachService,
    private readonly clock: Clock,
  ) {}

  /** Only a global admin touches a global admin, or the role; of the account itself, for who is one above it is none here. */
  async refuseUnlessGlobalAdmin(accountId: string, by: Actor, what: string): Promise<void> {
    if (by.type !== 'user') return;
    const actor = await this.users.find(accountId, by.id);
    // No key is one, whoever it belongs to: it could make another, and outlast what its scopes are for.
    if (actor?.globalAdmin && by.keyId === undefined && mayAct(actor, this.clock.now())) return;
    throw new Fault('forbidden', {
      detail: `Only a global admin may ${what}.`,
      members: { needs: 'global-admin' },
    });
  }

  /** The same of what says who is one, or could make anybody one: of somebody who has shown lately that it is really they. */
  async refuseUnlessProvedAdmin(accountId: string, by: ProvingActor, what: string): Promise<void> {
    await this.refuseUnlessGlobalAdmin(accountId, by, what);
    refuse(refuseUnproved(by));
  }

  /**
   * Nobody acts upon a person who holds more than they do: refuses with `forbidden` unless the actor holds every
   * permission of the target, and is a global admin if the target is one; and with `not-found` who does not see the target.
   */
  async refuseStronger(target: StoredUser, by: Actor): Promise<void> {
    const { accountId, globalAdmin, groups } = target;
    await this.reach.refuseHidden(target, by);
    if (globalAdmin) return this.refuseUnlessGlobalAdmin(accountId, by, 'do this to a global admin');
    if (by.type !== 'user' || isSelf(by, target)) return;
    const managed = await this.managers.groupsOf(accountId, target._id);
    if (groups.length === 0 && managed.length === 0) return;
    const held = await this.permissions.heldBy(accountId, by);
    refuse(refuseActingOnStronger(held, await this.permissions.of(target)));
    const fault = managed.length > 0 ? refuseActingOnStronger(held, managerPermissions) : null;
    if (!fault) return;
    // Who manages the same people holds as much.
    if (!(await this.managesToo(accountId, by, managed))) throw fault;
  }

  /**
   * The same of an act by which one could sign in as the target: a password, a second factor, a username or an address. Who
   * does not see everybody does it only to who sees nobody else, apart from people whom the actor manages as well. Who acts from an
   * account above does it to nobody who has an access yet: they stay who they are, in every log.
   */
  async refuseBecoming(target: StoredUser, by: ProvingActor): Promise<void> {
    await this.refuseStrongerUnproved(target, by);
    const { _id, accountId, visibility } = target;
    refuse(refuseBecomingFromAbove(target, by));
    if (by.type !== 'user' || by.id === _id || (await this.reach.reachesAll(accountId, by))) return;
    const managed = await this.managers.groupsOf(accountId, _id);
    if (visibility === 'self' && (await this.managesToo(accountId, by, managed))) return;
    throw new Fault(
      'forbidden',
      'You do not see everybody, so this can be done only to somebody who sees nobody else: it could be used to see what they see.',
    );
  }

  /** As `refuseStronger`, of an act that gives a global admin the access back, or takes it away: besides, it takes a proof. */
  async refuseStrongerUnproved(target: StoredUser, by: ProvingActor): Promise<void> {
    await this.refuseStronger(target, by);
    if (target.globalAdmin) refuse(refuseUnproved(by));
  }

  /** As `ReachService.refuseVisibility`. */
  refuseVisibility(accountId: string, by: Actor, wanted: Visibility | undefined): Promise<void> {
    return this.reach.refuseVisibility(accountId, by, wanted);
  }

  /** As `ReachService.ofNewcomer`. */
  visibilityOf(
    accountId: string,
    by: Actor,
    wanted: Visibility | undefined,
  ): Promise<Visibility | undefined> {
    return this.reach.ofNewcomer(accountId, by, wanted);
  }

  /** Refuses with `not-found` whom the actor does not see. */
  refuseHidden(target: StoredUser, by: Actor): Promise<void> {
    return this.reach.refuseHidden(target, by);
  }

  /** Whoever takes the place of a manager is made one: refuses as `ManagersService.refusalToMake`. */
  async refuseHandingOver({ accountId, _id }: StoredUser, by: Actor): Promise<void> {
    const managed = await this.managers.groupsOf(accountId, _id);
    if (managed.length === 0) return;
    refuse(await this.managers.refusalToMake(accountId, by, await this.permissions.heldBy(accountId, by)));
  }

  /**
   * Refuses to take away somebody's role or access: `last-global-admin` for the only one, whoever asks, and
   * `forbidden` for who holds less. Passing is no promise: the release in the flow decides.
   */
  async refuseTakingDown(target: StoredUser, by: ProvingActor): Promise<void> {
    if (!target.globalAdmin) return this.refuseStronger(target, by);
    const account = await this.accounts.find(target.accountId);
    const [first, ...others] = account?.globalAdmins ?? [];
    if (first === target._id && others.length === 0) throw lastGlobalAdmin(target);
    await this.refuseStrongerUnproved(target, by);
  }

  private async managesToo(accountId: string, by: Actor, managed: readonly StoredGroup[]): Promise<boolean> {
    if (managed.length === 0) return true;
    const own = await this.managers.managedBy(accountId, { userId: by.id, keyId: by.keyId });
    return managed.every(({ _id }) => own.some((group) => group._id === _id));
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
    const held = await this.permissions.heldBy(accountId, by);
    try {
      await this.permissions.refuseMembership(accountId, held, added);
    } catch (error) {
      throw error instanceof Fault ? pointedInto(error, added, all) : error;
    }
    if (held.length === 0) throw new Fault('forbidden', 'Only who holds permissions can grant them.');
  }
}

/** Somebody of another account invites newcomers, and corrects what they are invited as, but becomes nobody. */
const refuseBecomingFromAbove = ({ accountId, status, arrival }: StoredUser, by: Actor): Fault | null =>
  by.accountId === undefined || by.accountId === accountId || NEWCOMERS.includes(status) || arrival
    ? null
    : new Fault('forbidden', {
        detail: 'By this one could sign in as somebody else, so only people of the account itself do it.',
        members: { needs: 'own-account' },
      });

const NEWCOMERS: readonly StoredUser['status'][] = ['pending', 'waiting', 'invited'];

/** Whether somebody acts upon themselves. A key does not: it holds less than its user, and could become the user. */
export const isSelf = (by: Actor, { _id }: Pick<StoredUser, '_id'>): boolean =>
  by.type === 'user' && by.id === _id && by.keyId === undefined;

/** The check looked at the added groups only; the caller has to find them in the list that was sent. */
function pointedInto(fault: Fault, added: readonly string[], all: readonly string[]): Fault {
  const errors = fault.errors?.map(({ path, message }) => {
    const index = Number(/^groups\[(\d+)\]$/.exec(path)?.[1]);
    const id = added[index];
    return { path: id === undefined ? path : `groups[${all.indexOf(id)}]`, message };
  });
  return new Fault(fault.code, { ...fault.toData(), errors });
}
