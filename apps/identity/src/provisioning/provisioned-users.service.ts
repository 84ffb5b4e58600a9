import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Actor,
  changeProvisionedUser,
  EMPLOYEE_NUMBER,
  Fault,
  type Input,
  type Output,
  type ProvisionedChanges,
  type ProvisionedUser,
  provisionUser,
  refuse,
  removeProvisionedUser,
  type UserChanges,
  userUpdated,
} from '@seatkeeper/contracts';
import { isDone } from '@seatkeeper/mongo';
import { derivedId, newId } from '@seatkeeper/service';
import { policiesOf } from '../accounts/accounts.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { AuthorityService } from '../admins/authority.service.js';
import { cellValue } from '../custom-fields/custom-field-values.js';
import { CustomFieldChecksService } from '../custom-fields/custom-field-checks.service.js';
import { refuseWithout } from '../groups/permissions.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { InviteService } from '../invitations/invite.service.js';
import { DeparturesService } from '../leaving/departures.service.js';
import { unprovisioned } from '../leaving/departures.js';
import { UpdatesService } from '../profile/updates.service.js';
import { ProvisionedUsersRepository } from '../users/provisioned-users.repository.js';
import { userEvent } from '../users/user-changes.js';
import { taken } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { isRemoved, refuseReturn, saysSomething, type Standing, standingFor } from './provisioned-people.js';
import { ProvisionedListsService } from './provisioned-lists.service.js';

type Change = Pick<
  Input<typeof changeProvisionedUser>,
  'accountId' | 'by' | 'changes' | 'active' | 'ifVersion'
> & { commandId: string };

/** People whom an identity provider brings in, changes and removes: by the services that do it for everybody else. */
@Injectable()
export class ProvisionedUsersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly provisioned: ProvisionedUsersRepository,
    private readonly accounts: AccountsRepository,
    private readonly authority: AuthorityService,
    private readonly permissions: PermissionsService,
    private readonly fields: CustomFieldChecksService,
    private readonly invites: InviteService,
    private readonly updates: UpdatesService,
    private readonly departures: DeparturesService,
    private readonly lists: ProvisionedListsService,
  ) {}

  /** Of two that say the same at once one is refused, as who comes second is: a unique index decides before a seat is claimed. */
  @Handle(provisionUser)
  async create(request: Input<typeof provisionUser>): Promise<ProvisionedUser> {
    const { accountId, by, userId, user: said, active } = request;
    const removed = await this.removedBefore(accountId, said);
    if (removed) return this.bringBack(removed, request);
    const account = await this.accounts.get(accountId);
    const { employeeNumber, ...person } = said;
    const { customFields } = await this.customFields(accountId, employeeNumber ?? undefined);
    const user = { ...person, type: 'standard' as const, ...(customFields && { customFields }) };
    const { provisioningWhenNoSeat: whenNoSeat } = policiesOf(account);
    const invited = await this.invites.invite({
      ...{ accountId, by, userId, user, whenNoSeat },
      bySignOn: signsOn(account),
      isInactive: !active,
    });
    return this.lists.named(accountId, invited);
  }

  @Handle(changeProvisionedUser)
  async change(request: Input<typeof changeProvisionedUser>): Promise<ProvisionedUser> {
    const { accountId, userId, by, commandId = newId('cmd') } = request;
    const user = await this.known(accountId, userId, by);
    return this.changed(user, { ...request, commandId });
  }

  @Handle(removeProvisionedUser)
  async remove({
    accountId,
    userId,
    by,
    commandId = newId('cmd'),
  }: Input<typeof removeProvisionedUser>): Promise<Output<typeof removeProvisionedUser>> {
    const user = await this.users.get(accountId, userId);
    if (isDone(user, commandId)) return {};
    await this.known(accountId, userId, by);
    if (user.status !== 'deactivated') {
      await this.departures.deactivate({ accountId, userId, by, commandId, unprovisions: true });
      return {};
    }
    await this.authority.refuseStronger(user, by);
    await this.users.changeFrom(user, (before, now) => {
      if (isDone(before, commandId) || before.status !== 'deactivated') return null;
      return {
        set: { unprovisionedAt: now },
        unset: ['arrival'],
        command: commandId,
        events: (change) => [userEvent(userUpdated, { ...change, by }, { alsoChanged: [unprovisioned] })],
      };
    });
    return {};
  }

  /** Who was removed by the provider before, and has now the name or the id by which somebody is to come in. */
  private async removedBefore(
    accountId: string,
    { username, externalId }: Input<typeof provisionUser>['user'],
  ): Promise<StoredUser | null> {
    const byName = await this.users.findByUsername(accountId, username);
    if (byName) return isRemoved(byName) ? byName : null;
    const byId = externalId ? await this.provisioned.byExternalId(accountId, externalId) : null;
    return byId && isRemoved(byId) ? byId : null;
  }

  private async bringBack(
    removed: StoredUser,
    { accountId, by, userId, user: said, active }: Input<typeof provisionUser>,
  ): Promise<ProvisionedUser> {
    refuse(refuseReturn(removed, said));
    await this.authority.refuseHidden(removed, by);
    const held = await this.permissions.heldBy(accountId, by);
    for (const needed of ['users.update', 'users.deactivate'] as const) refuse(refuseWithout(held, needed));
    const commandId = derivedId('cmd', userId, 'return');
    const back = await this.changed(removed, { accountId, by, changes: said, active, commandId });
    if (!active) await this.users.changeFrom(removed, () => ({ unset: ['unprovisionedAt'] }));
    return back;
  }

  /** Whoever is refused one of two things is done neither of them. */
  private async changed(user: StoredUser, change: Change): Promise<ProvisionedUser> {
    const { accountId, by, commandId, active, ifVersion } = change;
    if (isDone(user, commandId)) return this.lists.ofStored(user);
    if (ifVersion !== undefined && ifVersion !== user.version) throw new Fault('precondition-failed');
    const changes = await this.changesFor(user, change.changes);
    const standing = standingFor(user, active);
    const which = { accountId, userId: user._id, by };
    if (standing !== null) {
      refuse(refuseWithout(await this.permissions.heldBy(accountId, by), 'users.deactivate'));
      if (saysSomething(changes)) await this.refuseChanges(user, by, changes);
      const statusCommand = derivedId('cmd', commandId, standing);
      await this.stand(standing, { ...which, commandId: statusCommand });
    }
    // Of who has just come or gone the version is another one. What a session says here is vouched for by nobody.
    const isVouched = by.keyId === undefined ? undefined : (true as const);
    const rest = { changes, ...(standing === null && { ifVersion }), commandId, isVouched };
    if (standing !== null && !saysSomething(changes))
      return this.lists.ofStored(await this.users.get(accountId, user._id));
    return this.lists.named(accountId, await this.updates.update({ ...which, ...rest }));
  }

  private async stand(
    standing: Standing,
    which: { accountId: string; userId: string; by: Actor; commandId: string },
  ): Promise<void> {
    if (standing === 'deactivate') await this.departures.deactivate(which);
    else if (standing === 'revoke') await this.departures.revoke(which);
    else {
      const bySignOn = signsOn(await this.accounts.get(which.accountId));
      await this.departures.reactivate({ ...which, bySignOn });
    }
  }

  /** All that can be said against a change before anything is done. */
  private async refuseChanges(user: StoredUser, by: Actor, changes: UserChanges): Promise<void> {
    const {
      department: _unit,
      offices: _units,
      seniority: _rank,
      ...looked
    } = await this.fields.ofChanges(user, changes);
    refuse(await this.updates.refusalOf(user, by, looked));
    const { username } = changes;
    if (username === undefined || username === user.username) return;
    if (await this.users.findByUsername(user.accountId, username))
      throw taken({ index: 'one-user-per-username' }, username);
  }

  private async changesFor(
    { accountId, username }: StoredUser,
    { employeeNumber, email, ...changes }: ProvisionedChanges,
  ): Promise<UserChanges> {
    return {
      ...changes,
      ...(await this.customFields(accountId, employeeNumber)),
      ...(email !== undefined && { email: email ?? changes.username ?? username }),
    };
  }

  /** An account that has defined its fields, and no such one, does not keep the number. */
  private async customFields<N extends string | null>(
    accountId: string,
    employeeNumber: N | undefined,
  ): Promise<{ customFields?: Record<string, ReturnType<typeof cellValue> | (N & null)> }> {
    if (employeeNumber === undefined) return {};
    const fields = await this.fields.definitions(accountId);
    const field = fields.find(({ key }) => key === EMPLOYEE_NUMBER);
    if (fields.length > 0 && !field) return {};
    if (employeeNumber === null) return { customFields: { [EMPLOYEE_NUMBER]: employeeNumber as N & null } };
    return { customFields: { [EMPLOYEE_NUMBER]: field ? cellValue(field, employeeNumber) : employeeNumber } };
  }

  /** Who is a machine, was removed, or is out of reach, is not found. */
  private async known(accountId: string, userId: string, by: Actor): Promise<StoredUser> {
    const user = await this.users.get(accountId, userId);
    if (user.type !== 'standard' || user.status === 'pending' || isRemoved(user))
      throw Fault.notFound('user');
    await this.authority.refuseHidden(user, by);
    return user;
  }
}

/** Without a connection nobody could come in that way. */
const signsOn = (account: StoredAccount): boolean =>
  policiesOf(account).provisioningSignIn === 'single-sign-on' && (account.ssoConnections ?? []).length > 0;
