import { Injectable } from '@nestjs/common';
import { Fault, type Origin } from '@seatkeeper/contracts';
import { Clock, type SecurityEvent } from '@seatkeeper/service';
import { TrailService } from '../audit/trail.service.js';
import { mayAct } from '../users/users.js';
import type { StoredUser } from '../users/users.schema.js';
import { FactorChecksService } from './factor-checks.service.js';
import { PasswordsService } from './passwords.service.js';
import { ThrottleService } from './throttle.service.js';

/** Who asks, by which session, and with what they show that it is really they. */
interface Shown extends Origin {
  sessionId: string;
  /** Delivered again under it, a wrong one counts once. */
  attemptId: string | undefined;
  password: string;
}

/** Asks somebody who is signed in for the password once more: whoever has got hold of a session does not know it. */
@Injectable()
export class PasswordChecksService {
  constructor(
    private readonly passwords: PasswordsService,
    private readonly throttle: ThrottleService,
    private readonly factors: FactorChecksService,
    private readonly trail: TrailService,
    private readonly clock: Clock,
  ) {}

  /** Rejects unless the password is right; a failure is noted as `sign`. */
  async password(user: StoredUser, sign: SecurityEvent, shown: Shown): Promise<void> {
    const { accountId, _id: userId, username } = user;
    const { sessionId, attemptId: cause, password, address, client } = shown;
    const attempt = { accountId, username, from: { sessionId }, cause };
    const fail = (fault: Fault, reason: string): never => {
      this.trail.note(sign, { accountId, userId, address, client, reason });
      throw fault;
    };
    const refusal = await this.throttle.refusal(attempt);
    if (refusal) fail(refusal, 'throttled');
    const right = await this.passwords.verify(user.passwordHash, password);
    if (!right || !mayAct(user, this.clock.now())) {
      const tooOften = await this.throttle.failed(attempt);
      const reason = right ? 'may-not-act' : 'wrong-password';
      fail(tooOften ?? new Fault('sign-in-failed'), tooOften ? 'throttled' : reason);
    }
    const late = await this.throttle.refusal(attempt);
    if (late) fail(late, 'throttled');
  }

  /** Rejects unless the password is right, and the code where there is a second factor. */
  async all(
    user: StoredUser,
    { otp, ...shown }: Shown & { attemptId: string; otp?: string | undefined },
  ): Promise<void> {
    await this.password(user, 'reauthentication-failed', shown);
    const { accountId, username } = user;
    const { sessionId, attemptId: cause, address, client } = shown;
    const attempt = { accountId, username, from: { sessionId }, cause, origin: { address, client } };
    await this.factors.check(user, otp, attempt);
  }
}
