import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  confirmFactor,
  enrolFactor,
  factorAdded,
  type FactorEnrolment,
  Fault,
  type Input,
  type RecoveryCodes,
  recoveryCodesRenewed,
  refuse,
  renewRecoveryCodes,
} from '@seatkeeper/contracts';
import { event, isDone } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { FactorSecretsService } from '../factors/factor-secrets.service.js';
import { refuseChangedSince, toSecondFactor } from '../factors/factors.js';
import { bare, recoveryCodeHash, recoveryCodesOf } from '../factors/recovery-codes.js';
import { newTotpSecret, stepOf, toldToApp } from '../factors/totp.js';
import { mailDue } from '../sessions/password-changes.js';
import { PasswordChecksService } from '../sessions/password-checks.service.js';
import { SessionEndsService } from '../sessions/session-ends.service.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { expiryOfEnrolment, factorChange, NO_FACTOR, openEnrolment, ownUser } from './factor-changes.js';

/** How a user gets a second factor, another one in its place, or new recovery codes. */
@Injectable()
export class FactorEnrolmentsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly users: UsersRepository,
    private readonly checks: PasswordChecksService,
    private readonly secrets: FactorSecretsService,
    private readonly sessions: SessionEndsService,
    private readonly clock: Clock,
  ) {}

  @Handle(enrolFactor)
  async enrol(request: Input<typeof enrolFactor>): Promise<FactorEnrolment> {
    const { factorId, commandId: attemptId } = request;
    const user = await ownUser(this.users, request);
    // Delivered again: the secret is the one that was made first.
    if (user.factorEnrolment?.id === factorId) return this.told(user);
    await this.checks.all(user, { ...request, attemptId });
    const secret = this.secrets.seal(newTotpSecret(), ownerOf(user, factorId));
    const changed = await this.users.changeFrom(user, (before, now) => {
      refuse(refuseChangedSince(user, before));
      return { set: { factorEnrolment: { id: factorId, secret, expiresAt: expiryOfEnrolment(now) } } };
    });
    if (!changed) throw Fault.notFound('user');
    return this.told(changed);
  }

  @Handle(confirmFactor)
  async confirm(request: Input<typeof confirmFactor>): Promise<RecoveryCodes> {
    const { by, commandId, factorId, sessionId, otp } = request;
    const user = await ownUser(this.users, request);
    if (isDone(user, commandId)) return this.codes(user, commandId);
    const enrolment = openEnrolment(user, factorId, this.clock.now());
    const secret = this.opened(enrolment.secret, user, factorId);
    const step = stepOf(secret, bare(otp), this.clock.now());
    if (step === null)
      throw new Fault(
        'second-factor-wrong',
        'This is not the code. See that the clock of the device is right.',
      );
    const recoveryCodes = recoveryCodesOf(secret, commandId).map(recoveryCodeHash);
    const ends = await this.sessions.allBut(user.accountId, sessionId);
    const changed = await this.users.changeFrom(user, (before, now) => {
      if (isDone(before, commandId)) return null;
      const { id, secret: sealed } = openEnrolment(before, factorId, now);
      const change = factorChange(before, { id });
      return {
        set: {
          secondFactor: { id, secret: sealed, addedAt: now, recoveryCodes },
          codeUse: { step, attempt: commandId },
          factorChanged: { at: now, by },
          ...ends(before, now),
        },
        unset: ['factorEnrolment'],
        command: commandId,
        events: ({ after }) => [
          event(factorAdded, user._id, { ...mailDue(after, by), changes: [change] }, now),
        ],
      };
    });
    if (!changed) throw Fault.notFound('user');
    return this.codes(changed, commandId);
  }

  @Handle(renewRecoveryCodes)
  async renew(request: Input<typeof renewRecoveryCodes>): Promise<RecoveryCodes> {
    const { accountId, by, commandId } = request;
    const user = await ownUser(this.users, request);
    if (isDone(user, commandId)) return this.codes(user, commandId);
    const factor = user.secondFactor;
    if (!factor) throw NO_FACTOR();
    // Looked at first: a recovery code that proves who asks would be used up for nothing.
    const secret = this.secrets.open(factor.secret, ownerOf(user, factor.id));
    if (!secret)
      throw new Fault(
        'not-found',
        'This second factor cannot be read any more: replace it with POST /v1/me/factors.',
      );
    await this.checks.all(user, { ...request, attemptId: commandId });
    const recoveryCodes = recoveryCodesOf(secret, commandId).map(recoveryCodeHash);
    const changed = await this.users.changeFrom(user, (before, now) => {
      if (isDone(before, commandId)) return null;
      refuse(refuseChangedSince(user, before));
      if (!before.secondFactor) throw NO_FACTOR();
      const { length: left } = before.secondFactor.recoveryCodes;
      const changes = [{ field: 'recoveryCodes', before: left, after: recoveryCodes.length }];
      const data = { accountId, actor: by, userId: user._id, changes };
      return {
        set: { secondFactor: { ...before.secondFactor, recoveryCodes } },
        command: commandId,
        events: () => [event(recoveryCodesRenewed, user._id, data, now)],
      };
    });
    if (!changed) throw Fault.notFound('user');
    return this.codes(changed, commandId);
  }

  private async told(user: StoredUser): Promise<FactorEnrolment> {
    const enrolment = user.factorEnrolment;
    if (!enrolment) throw new Error('A second factor was begun with and is not there.');
    const { slug } = await this.accounts.get(user.accountId);
    const secret = this.opened(enrolment.secret, user, enrolment.id);
    return {
      id: enrolment.id,
      kind: 'totp',
      ...toldToApp(secret, { slug, username: user.username }),
      expiresAt: enrolment.expiresAt.toISOString(),
    };
  }

  /** The codes that a command has made: the same however often it is delivered. */
  private codes(user: StoredUser, commandId: string): RecoveryCodes {
    const factor = user.secondFactor;
    if (!factor) throw NO_FACTOR();
    const secret = this.opened(factor.secret, user, factor.id);
    return { factor: toSecondFactor(factor), recoveryCodes: recoveryCodesOf(secret, commandId) };
  }

  private opened(sealed: string, user: StoredUser, factorId: string): Buffer {
    const secret = this.secrets.open(sealed, ownerOf(user, factorId));
    if (!secret) throw new Error('The secret of a second factor was sealed with a key that is not named.');
    return secret;
  }
}

const ownerOf = ({ accountId, _id: userId }: StoredUser, factorId: string) => ({
  accountId,
  userId,
  factorId,
});
