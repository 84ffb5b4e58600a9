import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { Fault, type Input, inviteUser, refuse, type User, userActivated } from '@seatkeeper/contracts';
import { DuplicateKey } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { AuthorityService } from '../admins/authority.service.js';
import { flowId, newFlow } from '../flows/flows.js';
import { FlowsService } from '../flows/flows.service.js';
import { refuseCustomFields } from '../profile/profile-changes.js';
import { ReportingLinesService } from '../profile/reporting-lines.service.js';
import { newUser } from '../users/new-users.js';
import { userEvent } from '../users/user-changes.js';
import { UserCodesRepository } from '../users/user-codes.repository.js';
import { usernameTaken } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { toUser } from '../users/users.view.js';

type Invite = Input<typeof inviteUser>;

/** New users, one at a time; imports come through here too. */
@Injectable()
export class InviteService {
  constructor(
    private readonly users: UsersRepository,
    private readonly accounts: AccountsRepository,
    private readonly authority: AuthorityService,
    private readonly lines: ReportingLinesService,
    private readonly flows: FlowsService,
    private readonly codes: UserCodesRepository,
    private readonly clock: Clock,
  ) {}

  @Handle(inviteUser)
  async invite(request: Invite): Promise<User> {
    const { accountId, userId, user: given } = request;
    const earlier = await this.users.find(accountId, userId);
    if (earlier && !earlier.flow && earlier.username === given.username) return toUser(earlier);
    await this.check(request);
    try {
      const created =
        given.type === 'service' ? await this.createService(request) : await this.create(request);
      return toUser(created);
    } catch (error) {
      throw error instanceof DuplicateKey ? usernameTaken(given.username) : error;
    }
  }

  private async check({ accountId, by, userId, user }: Invite): Promise<void> {
    refuse(refuseCustomFields(user));
    if (user.globalAdmin) await this.authority.refuseUnlessGlobalAdmin(accountId, by, 'make somebody one');
    await this.authority.refuseGroups(accountId, by, user.groups ?? [], user.groups ?? []);
    await this.lines.refuse(accountId, userId, user.reportsTo);
  }

  private async create(request: Invite): Promise<StoredUser> {
    const { userId, by, whenNoSeat } = request;
    const now = this.clock.now();
    const input = { whenNoSeat };
    const flow = newFlow('invite', { id: flowId('invite', userId, {}), step: 'claim', input, by, now });
    return this.flows.create({ ...(await this.document(request, 'pending', now)), flow });
  }

  /** A machine has no seat, no invitation and no password: it is active at once. */
  private async createService(request: Invite): Promise<StoredUser> {
    const { accountId, userId, by } = request;
    const document = await this.document(request, 'active', this.clock.now());
    const user = { ...document, version: 1, userCode: await this.codes.codeFor(document) };
    // Nobody was there before, so every field that has a value is new; the view says it all.
    const activated = userEvent(userActivated, { before: { ...user, status: 'pending' }, after: user, by });
    try {
      return await this.users.insert(user, [activated]);
    } catch (error) {
      const twin = error instanceof DuplicateKey ? await this.users.find(accountId, userId) : null;
      if (twin?.username === request.user.username) return twin;
      throw error;
    }
  }

  private async document({ accountId, userId, by, user }: Invite, status: StoredUser['status'], now: Date) {
    const account = await this.accounts.find(accountId);
    if (!account) throw Fault.notFound('account');
    return newUser(user, { accountId, userId, locale: account.locale, by, now, status });
  }
}
