import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { type Input, inviteArrival, refuse, type User } from '@seatkeeper/contracts';
import { isDone } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { AuthorityService } from '../admins/authority.service.js';
import { ManagingService } from '../admins/managing.service.js';
import { newFlow } from '../flows/flows.js';
import { FlowsService } from '../flows/flows.service.js';
import { refuseArrival } from '../invitations/arrivals.js';
import { MailLimitsService } from '../mailing/mail-limits.service.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { toUser } from '../users/users.view.js';
import { wrongStatus } from '../users/users.js';

type Invite = Input<typeof inviteArrival>;

/** Lets somebody in who was to come later: on the day planned, or at once. */
@Injectable()
export class ArrivalsService {
  constructor(
    private readonly users: UsersRepository,
    private readonly accounts: AccountsRepository,
    private readonly authority: AuthorityService,
    private readonly managing: ManagingService,
    private readonly limits: MailLimitsService,
    private readonly flows: FlowsService,
  ) {}

  /** Before the day somebody has to be planned; who is not is invited, or reactivated, by the calls for that. */
  @Handle(inviteArrival)
  invite(request: Invite): Promise<User> {
    return this.inviteIf(request, (user) => {
      if (!user.arrival) throw wrongStatus(user, 'invited at once: nothing is planned');
      return true;
    });
  }

  /** Nothing is done, and nothing refused, to a user who is not any more as `applies` has it when it is to begin. */
  async inviteIf(request: Invite, applies: (user: StoredUser) => boolean): Promise<User> {
    const { accountId, userId, by, whenNoSeat, commandId: id = newId('cmd') } = request;
    const user = await this.users.get(accountId, userId);
    await this.managing.refuseOutside(user, request);
    if (isDone(user, id)) return toUser(user);
    await this.authority.refuseStrongerUnproved(user, by);
    const account = await this.accounts.get(accountId);
    const run = () =>
      this.flows.run({
        accountId,
        userId,
        id,
        kind: 'arrive',
        begin: (before, now) => {
          if (!applies(before)) return null;
          refuse(refuseArrival(before));
          return { flow: newFlow('arrive', { id, step: 'claim', input: { whenNoSeat }, by, now }) };
        },
      });
    return toUser(await this.limits.inviting(account, user.email, run));
  }
}
