import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Bound,
  deactivateUser,
  type Input,
  type Output,
  reactivateUser,
  refuse,
  revokeInvitation,
  type User,
} from '@seatkeeper/contracts';
import { isDone } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { refuseUnconfirmed } from '../accounts/accounts.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { AuthorityService } from '../admins/authority.service.js';
import { ManagingService } from '../admins/managing.service.js';
import { newFlow } from '../flows/flows.js';
import { FlowsService } from '../flows/flows.service.js';
import { callOff } from '../invitations/arrivals.js';
import { isToBeInvited } from '../invitations/invitations.js';
import { MailLimitsService } from '../mailing/mail-limits.service.js';
import { seatsOf } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { toUser } from '../users/users.view.js';
import { refuseDeactivation, refuseReactivation, refuseRecords, refuseRevocation } from './departures.js';
import { RecordsClient } from './records.client.js';

type Deactivate = Input<typeof deactivateUser> & {
  /** The preview that is to move. */
  bound?: Bound | undefined;
  /** Whether the identity provider removes them, and is not to find them any more. */
  unprovisions?: true;
};
/** `bySignOn`: who never set a password gets no mail, and comes in by single sign-on. */
type Reactivate = Input<typeof reactivateUser> & { bySignOn?: boolean };
type Leaving = Pick<Deactivate, 'by' | 'asManager' | 'reassign' | 'bound'>;

/** Leaving and coming back. */
@Injectable()
export class DeparturesService {
  constructor(
    private readonly users: UsersRepository,
    private readonly authority: AuthorityService,
    private readonly managing: ManagingService,
    private readonly records: RecordsClient,
    private readonly flows: FlowsService,
    private readonly limits: MailLimitsService,
    private readonly accounts: AccountsRepository,
  ) {}

  @Handle(deactivateUser)
  deactivate(request: Deactivate): Promise<Output<typeof deactivateUser>> {
    return this.deactivateIf(request, () => true);
  }

  /** Nothing is done, and nothing refused, to a user who is not any more as `applies` has it when it is to begin. */
  async deactivateIf(
    request: Deactivate,
    applies: (user: StoredUser) => boolean,
  ): Promise<Output<typeof deactivateUser>> {
    const { accountId, userId, by, reason, reassign, bound, unprovisions } = request;
    const { commandId: id = newId('cmd') } = request;
    const user = await this.users.get(accountId, userId);
    await this.refuseOutside(user, request);
    if (isDone(user, id)) return deactivation(user);
    if (user.status === 'deactivated' && !user.flow && !user.arrival) {
      refuse(refuseRecords(user, reassign?.reassignmentId));
      return deactivation(user);
    }
    await this.refuse(user, request);

    const ended = await this.flows.run({
      accountId,
      userId,
      id,
      kind: 'deactivate',
      begin: (before, now) => {
        if (!applies(before)) return null;
        if (before.status === 'deactivated') {
          refuse(refuseRecords(before, reassign?.reassignmentId));
          return before.arrival ? { ...callOff(by), flow: null } : null;
        }
        refuse(refuseDeactivation(before));
        const products = seatsOf(before);
        const more = { ...reassign, ...(bound && { bound }), ...(unprovisions && { unprovisions }) };
        const input = { held: products.length, products, reason, ...more };
        return { flow: newFlow('deactivate', { id, step: 'leave', input, by, now }) };
      },
    });
    return deactivation(ended);
  }

  /** Whom the one who wants somebody to leave does not reach is not found; to move records may need more. */
  async refuseOutside(user: StoredUser, request: Leaving): Promise<void> {
    await this.managing.refuseOutside(user, request);
    if (request.reassign) await this.managing.refuseBeyond(user.accountId, request, 'records.reassign');
  }

  /** Everything else that stands against it. */
  async refuse(user: StoredUser, { by, reassign, bound }: Leaving): Promise<void> {
    await this.authority.refuseTakingDown(user, by);
    refuse(user.flow || user.arrival ? null : refuseDeactivation(user));
    if (reassign) await this.records.check(user.accountId, user._id, reassign.plan, bound);
  }

  @Handle(reactivateUser)
  async reactivate({
    accountId,
    userId,
    by,
    asManager,
    bySignOn = false,
    commandId: id = newId('cmd'),
  }: Reactivate): Promise<User> {
    const user = await this.users.get(accountId, userId);
    await this.managing.refuseOutside(user, { by, asManager });
    if (isDone(user, id)) return toUser(user);
    await this.authority.refuseStrongerUnproved(user, by);
    const run = () =>
      this.flows.run({
        accountId,
        userId,
        id,
        kind: 'reactivate',
        begin: (before, now) => {
          refuse(refuseReactivation(before));
          return { flow: newFlow('reactivate', { id, step: 'claim', input: { bySignOn }, by, now }) };
        },
      });
    if (!isToBeInvited(user)) return toUser(await run());
    const account = await this.accounts.get(accountId);
    refuse(refuseUnconfirmed(account));
    if (bySignOn) return toUser(await run());
    return toUser(await this.limits.inviting(account, user.email, run));
  }

  @Handle(revokeInvitation)
  async revoke({
    accountId,
    userId,
    by,
    asManager,
    commandId: id = newId('cmd'),
  }: Input<typeof revokeInvitation>): Promise<User> {
    const user = await this.users.get(accountId, userId);
    await this.managing.refuseOutside(user, { by, asManager });
    if (isDone(user, id)) return toUser(user);
    await this.authority.refuseStronger(user, by);
    const ended = await this.flows.run({
      accountId,
      userId,
      id,
      kind: 'revoke',
      begin: (before, now) => {
        refuse(refuseRevocation(before));
        const input = { held: seatsOf(before).length };
        return { flow: newFlow('revoke', { id, step: 'leave', input, by, now }) };
      },
    });
    return toUser(ended);
  }
}

/** The same answer, however often it is asked for. */
const deactivation = (user: StoredUser): Output<typeof deactivateUser> => ({
  user: toUser(user),
  seatsFreed: user.offboarding?.seatsFreed ?? 0,
  ...(user.offboarding?.reassignmentId && { reassignmentId: user.offboarding.reassignmentId }),
});
