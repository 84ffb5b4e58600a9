import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  changePassword,
  Fault,
  type Input,
  refuse,
  type OpenedSession,
  signIn,
  userActor,
} from '@seatkeeper/contracts';
import { isDone } from '@seatkeeper/mongo';
import { Clock, derivedId, newId, type SecurityFacts } from '@seatkeeper/service';
import { fold } from '@seatkeeper/text';
import { TrailService } from '../audit/trail.service.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { passwordCounts, ssoRequired } from '../accounts/sso.js';
import { refuseSuspended } from '../accounts/suspensions.js';
import { SeatStandingService } from '../seat-suspensions/seat-standing.service.js';
import { mayAct } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { FactorChecksService } from './factor-checks.service.js';
import { passwordWrite } from './password-changes.js';
import { PasswordChecksService } from './password-checks.service.js';
import { refusePassword } from './passwords.js';
import { PasswordsService } from './passwords.service.js';
import { SessionOpenerService } from './session-opener.service.js';
import { ThrottleService } from './throttle.service.js';

@Injectable()
export class SignInService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly users: UsersRepository,
    private readonly passwords: PasswordsService,
    private readonly throttle: ThrottleService,
    private readonly passwordChecks: PasswordChecksService,
    private readonly factorChecks: FactorChecksService,
    private readonly opener: SessionOpenerService,
    private readonly standing: SeatStandingService,
    private readonly trail: TrailService,
    private readonly clock: Clock,
  ) {}

  /**
   * Does the same work, counts alike and says the same for unknown accounts and users as for wrong passwords. What it notes
   * of a failure costs no time that would tell them apart. Where passwords do not count, a right one is answered as a wrong
   * one is, and so is that of an admin whose does.
   */
  @Handle(signIn)
  async signIn(request: Input<typeof signIn>): Promise<OpenedSession> {
    const { account, username, password, otp, attemptId = newId('att'), kept, ...origin } = request;
    const slug = fold(account);
    const known = await this.accounts.findBySlug(slug);
    const accountId = known?._id ?? derivedId('acc', 'unknown', slug);
    const from = { address: origin.address ?? 'unknown' };
    const attempt = { accountId, username: fold(username), from };
    const [refusal, user] = await Promise.all([
      this.throttle.refusal(attempt),
      this.users.findByUsername(accountId, attempt.username),
    ]);
    const whose = { accountId: known?._id, userId: user?._id, ...origin };
    this.refuseThrottled(refusal, whose);
    const right = await this.passwords.verify(user?.passwordHash, password);
    const counts = !known || passwordCounts(known, user?._id);
    if (!user || !right || !counts || !mayAct(user, this.clock.now())) {
      const tooOften = await this.throttle.failed(attempt);
      this.refuseThrottled(tooOften, whose);
      this.trail.note('sign-in-failed', { ...whose, reason: reasonOf(known, user, right, counts) });
      throw refusalOf(known);
    }
    this.refuseThrottled(await this.throttle.refusal(attempt), whose);
    // Before a code is used up; whoever knows no password is not told.
    if (known) refuse(refuseSuspended(known));
    await this.standing.refuse(user);
    await this.factorChecks.check(user, otp, { ...attempt, cause: attemptId, origin });
    // Not before: who knows the password alone would have every wrong code forgiven.
    await this.throttle.succeeded(attempt);
    return this.opener.open(user, { ...origin, kept });
  }

  @Handle(changePassword)
  async changePassword(input: Input<typeof changePassword>): Promise<OpenedSession> {
    const { accountId, userId, sessionId = 'unknown', attemptId, current, next, kept, ...origin } = input;
    const [account, user] = await Promise.all([
      this.accounts.find(accountId),
      this.users.find(accountId, userId),
    ]);
    if (!account || !user) throw new Fault('sign-in-failed');
    // The bus delivers it again when the process that had it died: that the current password is wrong by then is nobody's fault.
    if (attemptId !== undefined && isDone(user, attemptId))
      return this.opener.open(user, { ...origin, kept });
    refuse(refusePassword(next, user, account, 'next'));
    refuse(refuseSame(current, next));
    const shown = { sessionId, attemptId, password: current, ...origin };
    await this.passwordChecks.password(user, 'password-change-failed', shown);
    const passwordHash = await this.passwords.hash(next);
    const changed = await this.setPassword(user, passwordHash, attemptId);
    return this.opener.open(changed, { ...origin, kept });
  }

  /** Ends every session too. Refuses when the password is no longer the one that was checked. */
  private async setPassword(
    checked: StoredUser,
    passwordHash: string,
    command: string | undefined,
  ): Promise<StoredUser> {
    const by = userActor(checked._id);
    const changed = await this.users.changeFrom(checked, (before, now) => {
      if (command !== undefined && isDone(before, command)) return null;
      if (before.passwordHash !== checked.passwordHash)
        throw new Fault('sign-in-failed', 'The password was changed meanwhile.');
      const write = passwordWrite(before, { passwordHash, by, now });
      return command === undefined ? write : { ...write, command };
    });
    if (!changed) throw new Fault('sign-in-failed');
    return changed;
  }

  private refuseThrottled(refusal: Fault | null, whose: SecurityFacts): void {
    if (!refusal) return;
    this.trail.note('sign-in-throttled', whose);
    throw refusal;
  }
}

/** For the log alone, why a password did not open a session; whoever tried is not told. */
function reasonOf(account: object | null, user: object | null, right: boolean, counts: boolean): string {
  if (!account) return 'unknown-account';
  if (!user) return 'unknown-user';
  if (!right) return 'wrong-password';
  return counts ? 'may-not-act' : 'sso-required';
}

/** What everybody of an account is told alike. */
const refusalOf = (account: StoredAccount | null): Fault =>
  account?.ssoEnforcement ? ssoRequired(account) : new Fault('sign-in-failed');

const refuseSame = (current: string, next: string): Fault | null => {
  if (current !== next) return null;
  const message = 'May not be the password that was used until now';
  return new Fault('validation-failed', { errors: [{ path: 'next', message }] });
};
