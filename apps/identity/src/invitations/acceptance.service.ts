import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  acceptInvitation,
  Fault,
  type Input,
  type OpenedSession,
  type Origin,
  type Output,
  refuse,
  viewInvitation,
} from '@seatkeeper/contracts';
import { isDone } from '@seatkeeper/mongo';
import { Clock, crash, newId } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { refuseSuspended } from '../accounts/suspensions.js';
import { ssoRequired } from '../accounts/sso.js';
import { TrailService } from '../audit/trail.service.js';
import { refusePassword } from '../sessions/passwords.js';
import { PasswordsService } from '../sessions/passwords.service.js';
import { SeatStandingService } from '../seat-suspensions/seat-standing.service.js';
import { SessionOpenerService } from '../sessions/session-opener.service.js';
import type { StoredUser } from '../users/users.schema.js';
import { ActivationsService } from './activations.service.js';
import { InvitationIssuerService } from './invitation-issuer.service.js';
import { type FoundInvitation, InvitationLinksService } from './invitation-links.service.js';
import { refuseAcceptance, stateAt } from './invitations.js';

/** What a link can do: be looked at, which changes nothing, and be accepted, once. */
@Injectable()
export class AcceptanceService {
  constructor(
    private readonly invitations: InvitationLinksService,
    private readonly issuer: InvitationIssuerService,
    private readonly accounts: AccountsRepository,
    private readonly passwords: PasswordsService,
    private readonly activations: ActivationsService,
    private readonly sessions: SessionOpenerService,
    private readonly standing: SeatStandingService,
    private readonly trail: TrailService,
    private readonly clock: Clock,
  ) {}

  @Handle(viewInvitation)
  async view({ token, ...origin }: Input<typeof viewInvitation>): Promise<Output<typeof viewInvitation>> {
    const { user, expiresAt, ...invitation } = await this.find(token, origin);
    const account = await this.account(user);
    const { name, slug, timeZone } = account;
    return {
      account: { name, slug },
      ...(account.ssoEnforcement && { ssoRequired: true }),
      firstName: user.firstName,
      username: user.username,
      invitedBy: await this.issuer.nameOf(user.accountId, user.invitedBy),
      locale: user.locale,
      timeZone,
      expiresAt: expiresAt.toISOString(),
      state: stateAt({ ...invitation, expiresAt }, this.clock.now()),
    };
  }

  @Handle(acceptInvitation)
  async accept({
    token,
    password,
    kept,
    commandId = newId('cmd'),
    ...origin
  }: Input<typeof acceptInvitation>): Promise<OpenedSession> {
    const found = await this.find(token, origin);
    // The broker delivers it again when the process that had it died: nobody is told that their own link was used.
    if (!hasAccepted(found.user, commandId)) this.refuseEnded(found, origin);
    const account = await this.account(found.user);
    refuse(refuseSuspended(account));
    await this.standing.refuse(found.user);
    // Who reads the mail would come in beside the identity provider.
    if (account.ssoEnforcement) throw ssoRequired(account);
    refuse(refusePassword(password, found.user, account, 'password'));
    const user = await this.activate(found, await this.passwords.hash(password), commandId);
    crash('identity.invitation.afterAccept');
    return this.sessions.open(user, { ...origin, kept });
  }

  /** Of two who accept at once, the one whose write comes second finds the invitation accepted. */
  private activate(
    { user, id }: FoundInvitation,
    passwordHash: string,
    command: string,
  ): Promise<StoredUser> {
    return this.activations.activate(user, command, ({ invitation, status }, now) => {
      // A newer one has taken its place since it was looked up.
      if (invitation?.id !== id) throw new Fault('invitation-revoked');
      refuse(refuseAcceptance(invitation, now));
      if (status !== 'invited') throw new Fault('invitation-revoked');
      return { passwordHash };
    });
  }

  private async find(token: string, origin: Origin): Promise<FoundInvitation> {
    const found = await this.invitations.find(token);
    if (found) return found;
    this.trail.note('invitation-misuse', { ...origin, reason: 'unknown' });
    throw new Fault('not-found', 'There is no such invitation.');
  }

  private refuseEnded(found: FoundInvitation, origin: Origin): void {
    const now = this.clock.now();
    const refusal = refuseAcceptance(found, now);
    if (!refusal) return;
    const { accountId, _id: userId } = found.user;
    this.trail.note('invitation-misuse', { accountId, userId, ...origin, reason: stateAt(found, now) });
    throw refusal;
  }

  private async account({ accountId }: StoredUser) {
    const account = await this.accounts.find(accountId);
    if (!account) throw new Fault('not-found', 'There is no such invitation.');
    return account;
  }
}

/** Whether this very command has made the user active, or is about to make an admin of them. */
const hasAccepted = (user: StoredUser, commandId: string): boolean =>
  isDone(user, commandId) || user.flow?.id === commandId;
