import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Actor,
  Fault,
  forgetPassword,
  getPasswordResetLink,
  type Input,
  type Output,
  passwordResetIssued,
  refuse,
  sendPasswordReset,
  systemActor,
  userSessionsEnded,
} from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { Clock, derivedId, newId } from '@seatkeeper/service';
import { fold } from '@seatkeeper/text';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { AuthorityService } from '../admins/authority.service.js';
import { mailDue } from '../sessions/password-changes.js';
import { LinksService } from '../links/links.service.js';
import { userEvent } from '../users/user-changes.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { BackgroundService } from './background.service.js';
import { LettersService } from './letters.service.js';
import { isOpen, newPasswordReset, refuseWithoutPassword } from './password-resets.js';
import { ResetLimitService } from './reset-limit.service.js';

/** Sends links that set a new password. */
@Injectable()
export class PasswordResetsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly users: UsersRepository,
    private readonly authority: AuthorityService,
    private readonly limit: ResetLimitService,
    private readonly background: BackgroundService,
    private readonly letters: LettersService,
    private readonly links: LinksService,
    private readonly clock: Clock,
  ) {}

  /** Looks up the same for everybody, and answers before anything is done that takes longer for those who exist. */
  @Handle(forgetPassword)
  async forget(request: Input<typeof forgetPassword>): Promise<Output<typeof forgetPassword>> {
    const [slug, username] = [fold(request.account), fold(request.username)];
    const account = await this.accounts.findBySlug(slug);
    const accountId = account?._id ?? derivedId('acc', 'unknown', slug);
    const [user, isWithin] = await Promise.all([
      this.users.findByUsername(accountId, username),
      this.limit.allows(accountId, username),
    ]);
    if (account && user && isWithin && refuseWithoutPassword(user, this.clock.now()) === null) {
      const by = systemActor('forgotten-password');
      this.background.run('A link for a new password', () => this.issue(user, by, { endsSessions: false }));
    }
    return {};
  }

  @Handle(sendPasswordReset)
  async send({
    accountId,
    by,
    userId,
  }: Input<typeof sendPasswordReset>): Promise<Output<typeof sendPasswordReset>> {
    const user = await this.users.get(accountId, userId);
    await this.authority.refuseBecoming(user, by);
    refuse(refuseWithoutPassword(user, this.clock.now()));
    await this.limit.admit(accountId, userId);
    const { passwordReset } = await this.issue(user, by, { endsSessions: true });
    if (!passwordReset) throw new Error('A link was sent and is not there.');
    return { sentTo: passwordReset.sentTo, expiresAt: passwordReset.expiresAt.toISOString() };
  }

  /** The link and the words, for the worker that sends it; nulls when it no longer works. */
  @Handle(getPasswordResetLink)
  async link({
    accountId,
    userId,
    resetId,
  }: Input<typeof getPasswordResetLink>): Promise<Output<typeof getPasswordResetLink>> {
    const user = await this.users.find(accountId, userId);
    const reset = user?.passwordReset;
    const isWanted = user !== null && isOpen(user, resetId, this.clock.now());
    const token = reset && isWanted ? this.links.tokenOf('password-reset', reset) : null;
    const letter = user && token ? await this.letters.to(user) : null;
    if (!reset || !token || !letter) return { token: null, letter: null };
    const sentBy = await this.letters.nameOf(accountId, reset.by);
    return {
      token,
      letter: { ...letter, sentBy, expiresAt: reset.expiresAt.toISOString() },
    };
  }

  /** An admin ends the sessions with it; a stranger who knows a username ends nothing. */
  private async issue(
    user: StoredUser,
    by: Actor,
    { endsSessions }: { endsSessions: boolean },
  ): Promise<StoredUser> {
    const id = newId('pwr');
    const token = this.links.token('password-reset', id);
    const changed = await this.users.changeFrom(user, (before, now) => {
      refuse(refuseWithoutPassword(before, now));
      const reset = newPasswordReset({ id, token, sentTo: before.email, by, now });
      const expiresAt = reset.expiresAt.toISOString();
      return {
        set: {
          passwordReset: reset,
          ...(endsSessions && { sessionEpoch: before.sessionEpoch + 1 }),
        },
        events: (change) => [
          event(passwordResetIssued, user._id, { ...mailDue(change.after, by), resetId: id, expiresAt }, now),
          ...(endsSessions ? [userEvent(userSessionsEnded, { ...change, by })] : []),
        ],
      };
    });
    if (!changed) throw Fault.notFound('user');
    return changed;
  }
}
