import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  Fault,
  type Input,
  inviteUser,
  refuse,
  type User,
  userActivated,
  userArrivalPlanned,
  userDeactivated,
} from '@seatkeeper/contracts';
import { DuplicateKey } from '@seatkeeper/mongo';
import { Clock, derivedId } from '@seatkeeper/service';
import { refuseUnconfirmed } from '../accounts/accounts.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { AuthorityService } from '../admins/authority.service.js';
import { ManagingService } from '../admins/managing.service.js';
import { DefaultGroupService } from '../admins/default-group.service.js';
import { CustomFieldChecksService } from '../custom-fields/custom-field-checks.service.js';
import { MailLimitsService } from '../mailing/mail-limits.service.js';
import { newFlow } from '../flows/flows.js';
import { FlowsService } from '../flows/flows.service.js';
import { ReportingLinesService } from '../reporting/reporting-lines.service.js';
import { UnitNamesService } from '../organisation/unit-names.service.js';
import { SeatsClient } from '../seats/seats.client.js';
import { refuseCustomFields } from '../users/custom-fields.js';
import { newUser } from '../users/new-users.js';
import { userEvent } from '../users/user-changes.js';
import { UserCodesRepository } from '../users/user-codes.repository.js';
import { refuseMachineAdmin, taken } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { toUser } from '../users/users.view.js';
import { InvitationIssuerService } from './invitation-issuer.service.js';
import { newArrival, refuseArrivalOfMachine } from './arrivals.js';
import { invitationWords } from './invitations.js';

type Invite = Input<typeof inviteUser> & {
  /** Nobody gets a mail: the person comes in by single sign-on, and is active as soon as there is a seat. */
  bySignOn?: boolean;
  /** Known, and not here: no seat, no mail. */
  isInactive?: boolean;
};

/** New users, one at a time; imports and identity providers come through here too. */
@Injectable()
export class InviteService {
  constructor(
    private readonly users: UsersRepository,
    private readonly accounts: AccountsRepository,
    private readonly authority: AuthorityService,
    private readonly managing: ManagingService,
    private readonly defaultGroup: DefaultGroupService,
    private readonly lines: ReportingLinesService,
    private readonly units: UnitNamesService,
    private readonly fields: CustomFieldChecksService,
    private readonly flows: FlowsService,
    private readonly issuer: InvitationIssuerService,
    private readonly codes: UserCodesRepository,
    private readonly seats: SeatsClient,
    private readonly limits: MailLimitsService,
    private readonly clock: Clock,
  ) {}

  @Handle(inviteUser)
  async invite(request: Invite): Promise<User> {
    try {
      const { accountId, by } = request;
      // The account, its custom fields and the inviter: asked for at once, they are one operation.
      const [account, user, visibility, inviter] = await Promise.all([
        this.account(accountId),
        this.fields.ofNewcomer(accountId, request.user),
        this.authority.visibilityOf(accountId, by, request.user.visibility),
        this.issuer.nameOf(accountId, by),
      ]);
      const groups = await this.groupsFor(request, account);
      const invite = { ...request, user: { ...user, groups, visibility } };
      await this.check(invite);
      if (request.user.type === 'service') return toUser(await this.createService(invite, account));
      if (request.joinsOn !== undefined) return toUser(await this.createPlanned(invite, account));
      if (request.isInactive) return toUser(await this.createInactive(invite, account));
      return toUser(await this.create(invite, account, inviter));
    } catch (error) {
      const earlier = await this.earlier(request);
      if (earlier && !earlier.flow) return toUser(earlier);
      throw error instanceof DuplicateKey ? taken(error, request.user.username) : error;
    }
  }

  /** The user of the same call, made before: it answers the same, whatever could be said against it by now. */
  private async earlier({ accountId, userId, user }: Invite): Promise<StoredUser | null> {
    const found = await this.users.find(accountId, userId);
    return found?.username === user.username ? found : null;
  }

  /** Of a manager they have been looked at with this. */
  private async groupsFor(
    { accountId, by, user, asManager }: Invite,
    account: StoredAccount,
  ): Promise<string[] | undefined> {
    if (!asManager) return this.defaultGroup.groupsFor(account, by, user);
    if (user.type === 'service' || user.visibility !== undefined || (user.reportsTo ?? by.id) !== by.id)
      throw new Fault('forbidden', {
        detail: 'The manager of a group invites people, who report to the manager or to nobody.',
        members: { permission: 'users.invite' },
      });
    return this.managing.groupsFor(accountId, by, user.groups);
  }

  private async check({ accountId, by, userId, user, joinsOn, asManager }: Invite): Promise<void> {
    refuse(refuseCustomFields(user));
    refuse(refuseMachineAdmin(user));
    if (joinsOn !== undefined && user.type === 'service') throw refuseArrivalOfMachine();
    if (user.globalAdmin) await this.authority.refuseUnlessProvedAdmin(accountId, by, 'make somebody one');
    if (!asManager) await this.authority.refuseGroups(accountId, by, user.groups ?? [], user.groups ?? []);
    await this.lines.refuse({ accountId, _id: userId }, user.reportsTo, by);
  }

  private async create(request: Invite, account: StoredAccount, inviter: string | null): Promise<StoredUser> {
    const { accountId, userId, by, user, whenNoSeat } = request;
    const given = await this.units.found(accountId, by, user);
    const words = invitationWords(account, inviter);
    const now = this.clock.now();
    const pending = newUser(given, { accountId, userId, locale: account.locale, by, now, status: 'pending' });
    if (request.bySignOn) {
      refuse(refuseUnconfirmed(account));
      const id = derivedId('cmd', userId, 'join');
      const flow = newFlow('join', { id, step: 'claim', input: { whenNoSeat }, by, now });
      return this.flows.create({ ...pending, flow });
    }
    const input = { whenNoSeat, words };
    const id = derivedId('cmd', userId, 'invite');
    const flow = newFlow('invite', { id, step: 'claim', input, by, now });
    return this.limits.inviting(account, pending.email, () => this.flows.create({ ...pending, flow }));
  }

  /** A machine has no seat, no invitation and no password: it is active at once. */
  private async createService(
    { accountId, userId, by, user: said }: Invite,
    { locale }: StoredAccount,
  ): Promise<StoredUser> {
    const given = await this.units.found(accountId, by, said);
    const now = this.clock.now();
    const document = newUser(given, { accountId, userId, locale, by, now, status: 'active' });
    const user = { ...document, version: 1, userCode: await this.codes.codeFor(document) };
    // Nobody was there before, so every field that has a value is new; the view says it all.
    const activated = userEvent(userActivated, { before: { ...user, status: 'pending' }, after: user, by });
    return this.users.create(user, [activated]);
  }

  /** Whoever comes back later goes through the gate then. */
  private async createInactive(
    { accountId, userId, by, user: said }: Invite,
    { locale }: StoredAccount,
  ): Promise<StoredUser> {
    const given = await this.units.found(accountId, by, said);
    const now = this.clock.now();
    const document = newUser(given, { accountId, userId, locale, by, now, status: 'deactivated' });
    const user = { ...document, version: 1 };
    const told = userEvent(userDeactivated, { before: { ...user, status: 'pending' }, after: user, by });
    return this.users.create(user, [told]);
  }

  /** Nobody is told and nothing is taken before the day: whether a seat is free then, nobody knows today. */
  private async createPlanned(
    { accountId, userId, by: { proved: _proved, ...by }, user: said, joinsOn = '', asManager }: Invite,
    account: StoredAccount,
  ): Promise<StoredUser> {
    refuse(refuseUnconfirmed(account));
    const given = await this.units.found(accountId, by, said);
    const { locale, timeZone } = account;
    const now = this.clock.now();
    const arrival = newArrival('joinsOn', joinsOn, { timeZone, by, asManager, now });
    const document = newUser(given, { accountId, userId, locale, by, now, status: 'deactivated' });
    await this.seats.refuseUnknown(document.products);
    const user = { ...document, version: 1, arrival };
    const before = { ...document, version: 1, status: 'pending' as const };
    return this.users.create(user, [userEvent(userArrivalPlanned, { before, after: user, by })]);
  }

  private async account(accountId: string): Promise<StoredAccount> {
    const account = await this.accounts.find(accountId);
    if (!account) throw Fault.notFound('account');
    return account;
  }
}
