import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  changePassword,
  Fault,
  type Input,
  refuse,
  signIn,
  type Tokens,
  userActor,
  userUpdated,
} from '@seatkeeper/contracts';
import { Clock, derivedId } from '@seatkeeper/service';
import { fold } from '@seatkeeper/text';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { userEvent } from '../users/user-changes.js';
import { mayAct } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { refusePassword } from './passwords.js';
import { PasswordsService } from './passwords.service.js';
import { SessionOpenerService } from './session-opener.service.js';
import { type Attempt, ThrottleService } from './throttle.service.js';

/** Where a change of password is tried from: a session, which is no address to sign in from. */
const OWN_SESSION = 'own session';

@Injectable()
export class SignInService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly users: UsersRepository,
    private readonly passwords: PasswordsService,
    private readonly throttle: ThrottleService,
    private readonly opener: SessionOpenerService,
    private readonly clock: Clock,
  ) {}

  /** Does the same work, counts alike and says the same for unknown accounts and users as for wrong passwords. */
  @Handle(signIn)
  async signIn({ account, username, password, address }: Input<typeof signIn>): Promise<Tokens> {
    const slug = fold(account);
    const accountId = (await this.accounts.findBySlug(slug))?._id ?? derivedId('acc', 'unknown', slug);
    const attempt = { accountId, username: fold(username), address: address ?? 'unknown' };
    refuse(await this.throttle.refusal(attempt));
    const user = await this.users.findByUsername(accountId, attempt.username);
    const right = await this.passwords.verify(user?.passwordHash, password);
    if (!user || !right || !mayAct(user, this.clock.now())) throw await this.failure(attempt);
    refuse(await this.throttle.refusal(attempt));
    await this.throttle.succeeded(attempt);
    return this.opener.open(user);
  }

  @Handle(changePassword)
  async changePassword({ accountId, userId, current, next }: Input<typeof changePassword>): Promise<Tokens> {
    const [account, user] = await Promise.all([
      this.accounts.find(accountId),
      this.users.find(accountId, userId),
    ]);
    if (!account || !user) throw new Fault('sign-in-failed');
    const attempt = { accountId, username: user.username, address: OWN_SESSION };
    refuse(await this.throttle.refusal(attempt));
    const right = await this.passwords.verify(user.passwordHash, current);
    if (!right || !mayAct(user, this.clock.now())) throw await this.failure(attempt);
    refuse(await this.throttle.refusal(attempt));
    refuse(refusePassword(next, { ...user, slug: account.slug }, 'next'));
    refuse(refuseSame(current, next));

    const passwordHash = await this.passwords.hash(next);
    return this.opener.open(await this.setPassword(user, passwordHash));
  }

  /** Ends every session too. Refuses when the password is no longer the one that was checked. */
  private async setPassword(checked: StoredUser, passwordHash: string): Promise<StoredUser> {
    const by = userActor(checked._id);
    // That it changed is told; what from and what to is nobody's to know.
    const alsoChanged = [{ field: 'password', before: null, after: null }];
    const changed = await this.users.changeFrom(checked, (before) => {
      if (before.passwordHash !== checked.passwordHash)
        throw new Fault('sign-in-failed', 'The password was changed meanwhile.');
      return {
        set: { passwordHash, mustChangePassword: false, sessionEpoch: before.sessionEpoch + 1 },
        events: (change) => [userEvent(userUpdated, { ...change, by }, { alsoChanged })],
      };
    });
    if (!changed) throw new Fault('sign-in-failed');
    return changed;
  }

  private async failure(attempt: Attempt): Promise<Fault> {
    return (await this.throttle.failed(attempt)) ?? new Fault('sign-in-failed');
  }
}

const refuseSame = (current: string, next: string): Fault | null => {
  if (current !== next) return null;
  const message = 'May not be the password that was used until now';
  return new Fault('validation-failed', { errors: [{ path: 'next', message }] });
};
