import { Injectable } from '@nestjs/common';
import { type EventEnvelope, Handle, On } from '@seatkeeper/bus';
import {
  type Actor,
  deliveryFailed,
  deliveryReported,
  deliverySent,
  deliverySuppressed,
  type EventData,
  Fault,
  getInvitationLink,
  type Input,
  invitationExpired,
  type Output,
  refuse,
  resendInvitation,
  systemActor,
  type User,
} from '@seatkeeper/contracts';
import { DuplicateKey, isDone } from '@seatkeeper/mongo';
import { Clock, logger, newId, SetAside } from '@seatkeeper/service';
import { refuseUnconfirmed } from '../accounts/accounts.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { AuthorityService } from '../admins/authority.service.js';
import { ManagingService } from '../admins/managing.service.js';
import { MailLimitsService } from '../mailing/mail-limits.service.js';
import { LinksService } from '../links/links.service.js';
import { type FlowCommand, FlowsService } from '../flows/flows.service.js';
import { userEvent } from '../users/user-changes.js';
import { addressInvited, wrongStatus } from '../users/users.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { toUser } from '../users/users.view.js';
import { InvitationIssuerService } from './invitation-issuer.service.js';
import { stateAt } from './invitations.js';

const EXPIRED_A_ROUND = 200;

const log = logger('invitations');

/** What becomes of an invitation between its issue and its end. */
@Injectable()
export class InvitationsService {
  private readonly aside: SetAside;

  constructor(
    private readonly users: UsersRepository,
    private readonly accounts: AccountsRepository,
    private readonly lists: UserListsRepository,
    private readonly issuer: InvitationIssuerService,
    private readonly links: LinksService,
    private readonly authority: AuthorityService,
    private readonly managing: ManagingService,
    private readonly limits: MailLimitsService,
    private readonly flows: FlowsService,
    private readonly clock: Clock,
  ) {
    this.aside = new SetAside(clock);
  }

  /** A new link, also after the old one expired: the seat was held all along. */
  @Handle(resendInvitation)
  async resend({
    accountId,
    userId,
    by,
    asManager,
    commandId: id = newId('cmd'),
  }: Input<typeof resendInvitation>): Promise<User> {
    const user = await this.users.get(accountId, userId);
    await this.managing.refuseOutside(user, { by, asManager });
    if (isDone(user, id)) return toUser(user);
    await this.authority.refuseStronger(user, by);
    refuse(refuseResend(user));
    const account = await this.accounts.get(accountId);
    refuse(refuseUnconfirmed(account));
    await this.limits.admitResend(accountId, userId);
    return this.limits.inviting(account, user.email, () => this.renew(user, by, id));
  }

  /** All that the worker needs who sends the mail; null when the invitation is no longer open. */
  @Handle(getInvitationLink)
  async link({
    accountId,
    userId,
    invitationId,
  }: Input<typeof getInvitationLink>): Promise<Output<typeof getInvitationLink>> {
    const found = await this.issuer.letter(accountId, userId);
    const invitation = found?.user.invitation;
    const isOpen = invitation?.id === invitationId && stateAt(invitation, this.clock.now()) === 'open';
    const token = isOpen ? this.links.tokenOf('invitation', invitation) : null;
    return found && token ? { token, letter: found.letter } : { token: null, letter: null };
  }

  @On(deliverySent)
  noteSent(data: EventData<typeof deliverySent>, { time }: EventEnvelope): Promise<void> {
    return this.users.noteMail(data, { state: 'sent', at: new Date(time) });
  }

  @On(deliveryFailed)
  noteFailed(data: EventData<typeof deliveryFailed>, { time }: EventEnvelope): Promise<void> {
    return this.users.noteMail(data, { state: 'failed', at: new Date(time), reason: data.reason });
  }

  /** Whoever complains has got the mail: the invitation says so no differently than before. */
  @On(deliveryReported)
  async noteReported(data: EventData<typeof deliveryReported>, { time }: EventEnvelope): Promise<void> {
    if (data.report === 'complaint') return;
    await this.users.noteMail(data, { state: 'bounced', at: new Date(time), reason: data.reason });
  }

  @On(deliverySuppressed)
  noteSuppressed(data: EventData<typeof deliverySuppressed>, { time }: EventEnvelope): Promise<void> {
    return this.users.noteMail(data, { state: 'suppressed', at: new Date(time), reason: data.reason });
  }

  /** Ends invitations whose time is over, true if it ended one. The user stays invited and keeps the seat: resend or revoke decides. */
  async expire(): Promise<boolean> {
    const now = this.clock.now();
    const by = systemActor('invitation-end');
    const over = await this.lists.invitationsOver(now, EXPIRED_A_ROUND, this.aside.ids);
    const ended = await this.aside.each(
      over,
      (user) =>
        this.users.changeFrom(user, ({ invitation }) => {
          if (invitation?.state !== 'open' || stateAt(invitation, now) !== 'expired') return null;
          return {
            set: { invitation: { ...invitation, state: 'expired' } },
            events: (change) => [userEvent(invitationExpired, { ...change, by })],
          };
        }),
      ({ _id: userId }, error) =>
        log.error('An invitation that is over could not be ended', { userId, error }),
    );
    return ended > 0 || over.length === EXPIRED_A_ROUND;
  }

  private async renew(user: StoredUser, by: Actor, id: string): Promise<User> {
    const { accountId, _id: userId } = user;
    const renewed = await this.issuer.renew(user, by);
    const begin: FlowCommand['begin'] = (before, now) => {
      refuse(refuseResend(before));
      return { ...renewed(before, now), flow: null };
    };
    try {
      return toUser(await this.flows.run({ accountId, userId, id, kind: 'invite', begin }));
    } catch (error) {
      throw error instanceof DuplicateKey ? addressInvited() : error;
    }
  }
}

/** Who has a password already is not invited again, whatever other products call it. */
function refuseResend(user: StoredUser): Fault | null {
  if (user.status === 'invited') return null;
  const { code, detail, members } = wrongStatus(user, 'invited again');
  const hint = user.status === 'active' ? ' Send a link for a new password instead.' : '';
  return new Fault(code, { detail: `${detail}${hint}`, members });
}
