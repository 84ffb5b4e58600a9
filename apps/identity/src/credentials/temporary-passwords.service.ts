import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  Fault,
  getSignInDetails,
  type Input,
  type Output,
  passwordChangeRequired,
  type ProvingActor,
  refuse,
  requirePasswordChange,
  setTemporaryPassword,
  type User,
  userUpdated,
} from '@seatkeeper/contracts';
import { event, isDone } from '@seatkeeper/mongo';
import { Clock, newId } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { AuthorityService } from '../admins/authority.service.js';
import { mailDue, temporaryPasswordWrite } from '../sessions/password-changes.js';
import { refusePassword } from '../sessions/passwords.js';
import { PasswordsService } from '../sessions/passwords.service.js';
import { userEvent } from '../users/user-changes.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { toUser } from '../users/users.view.js';
import { LettersService } from './letters.service.js';
import { refuseWithoutPassword } from './password-resets.js';

/** Passwords that are only good for choosing another one. What one may do with them, the gateway's access guard decides. */
@Injectable()
export class TemporaryPasswordsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly users: UsersRepository,
    private readonly authority: AuthorityService,
    private readonly passwords: PasswordsService,
    private readonly letters: LettersService,
    private readonly clock: Clock,
  ) {}

  @Handle(requirePasswordChange)
  async requireChange({
    accountId,
    by,
    userId,
    commandId: id = newId('cmd'),
  }: Input<typeof requirePasswordChange>): Promise<User> {
    const user = await this.weaker(accountId, userId, by);
    const changed = await this.users.changeFrom(user, (before, now) => {
      refuse(refuseWithoutPassword(before, now));
      if (before.mustChangePassword || isDone(before, id)) return null;
      return {
        command: id,
        set: { mustChangePassword: true, sessionEpoch: before.sessionEpoch + 1 },
        events: (change) => [
          userEvent(userUpdated, { ...change, by }),
          event(passwordChangeRequired, userId, mailDue(change.after, by), now),
        ],
      };
    });
    if (!changed) throw Fault.notFound('user');
    return toUser(changed);
  }

  @Handle(setTemporaryPassword)
  async set({ accountId, by, userId, password }: Input<typeof setTemporaryPassword>): Promise<User> {
    // Who has only got hold of a session does not know the password, and could change it here.
    if (by.id === userId)
      throw new Fault('forbidden', 'Change your own password with POST /v1/auth/password.');
    const user = await this.weaker(accountId, userId, by);
    const account = await this.accounts.find(accountId);
    if (!account) throw Fault.notFound('account');
    refuse(refusePassword(password, user, account, 'password'));
    const passwordHash = await this.passwords.hash(password);
    const changed = await this.users.changeFrom(user, (before, now) => {
      refuse(refuseWithoutPassword(before, now));
      return temporaryPasswordWrite(before, { passwordHash, by, now });
    });
    if (!changed) throw Fault.notFound('user');
    return toUser(changed);
  }

  @Handle(getSignInDetails)
  async details({
    accountId,
    userId,
  }: Input<typeof getSignInDetails>): Promise<Output<typeof getSignInDetails>> {
    const user = await this.users.find(accountId, userId);
    if (!user?.mustChangePassword || !user.temporaryPasswordBy) return { letter: null };
    const [letter, setBy] = await Promise.all([
      this.letters.to(user),
      this.letters.nameOf(accountId, user.temporaryPasswordBy),
    ]);
    return { letter: letter && { ...letter, setBy } };
  }

  /** Rejects unless the actor may act upon the user, who has a password and may sign in. */
  private async weaker(accountId: string, userId: string, by: ProvingActor): Promise<StoredUser> {
    const user = await this.users.get(accountId, userId);
    await this.authority.refuseBecoming(user, by);
    refuse(refuseWithoutPassword(user, this.clock.now()));
    return user;
  }
}
