import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  Fault,
  type Input,
  type Output,
  refuse,
  resetPassword,
  userActor,
  viewPasswordReset,
} from '@seatkeeper/contracts';
import { isDone } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { passwordWrite } from '../sessions/password-changes.js';
import { refusePassword } from '../sessions/passwords.js';
import { PasswordsService } from '../sessions/passwords.service.js';
import { LinksService } from '../links/links.service.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredPasswordReset } from '../users/user-credentials.schema.js';
import type { StoredUser } from '../users/users.schema.js';
import { refuseLink } from './password-resets.js';

interface FoundReset {
  user: StoredUser;
  account: StoredAccount;
  reset: StoredPasswordReset;
}

/** What a link for a new password can do: be looked at, which changes nothing, and be used, once. */
@Injectable()
export class ResetLinksService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly users: UsersRepository,
    private readonly passwords: PasswordsService,
    private readonly links: LinksService,
    private readonly clock: Clock,
  ) {}

  @Handle(viewPasswordReset)
  async view({ token }: Input<typeof viewPasswordReset>): Promise<Output<typeof viewPasswordReset>> {
    const { user, account, reset } = await this.find(token);
    const { firstName, username, locale } = user;
    const { name, slug, timeZone } = account;
    const expiresAt = reset.expiresAt.toISOString();
    return { account: { name, slug }, firstName, username, locale, timeZone, expiresAt };
  }

  /** Of two who use it at once, the one whose write comes second finds it used. */
  @Handle(resetPassword)
  async use({
    token,
    password,
    commandId,
  }: Input<typeof resetPassword>): Promise<Output<typeof resetPassword>> {
    const { user, account, reset } = await this.known(token);
    // The broker delivers it again when the process that had it died: nobody is told that their own link was used.
    if (commandId !== undefined && isDone(user, commandId)) return {};
    refuse(refuseLink(user, reset.id, this.clock.now()));
    refuse(refusePassword(password, user, account, 'password'));
    const passwordHash = await this.passwords.hash(password);
    const by = userActor(user._id);
    await this.users.changeFrom(user, (before, now) => {
      if (commandId !== undefined && isDone(before, commandId)) return null;
      refuse(refuseLink(before, reset.id, now));
      const write = passwordWrite(before, { passwordHash, by, now });
      return commandId === undefined ? write : { ...write, command: commandId };
    });
    return {};
  }

  /** Rejects with `not-found` for a link nobody knows, with `password-reset-ended` for one that no longer works. */
  private async find(token: string): Promise<FoundReset> {
    const found = await this.known(token);
    refuse(refuseLink(found.user, found.reset.id, this.clock.now()));
    return found;
  }

  private async known(token: string): Promise<FoundReset> {
    const found = await this.links.find('password-reset', token, async (hash) => {
      const user = await this.users.findByResetLink(hash);
      return user?.passwordReset ? { user, link: user.passwordReset } : null;
    });
    const account = found && (await this.accounts.find(found.user.accountId));
    if (!found || !account) throw new Fault('not-found', 'There is no such link, or a newer one was sent.');
    const { user, link: reset } = found;
    return { user, account, reset };
  }
}
