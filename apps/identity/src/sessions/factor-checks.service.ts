import { Injectable } from '@nestjs/common';
import { Fault, type Origin, refuse } from '@seatkeeper/contracts';
import { TrailService } from '../audit/trail.service.js';
import { FactorCodesService } from '../factors/factor-codes.service.js';
import { codeRequired } from '../factors/factors.js';
import type { StoredUser } from '../users/users.schema.js';
import { type Attempt, ThrottleService } from './throttle.service.js';

/** Asks for the code of somebody whose password was right: before, nobody learns that there is a second factor. */
@Injectable()
export class FactorChecksService {
  constructor(
    private readonly codes: FactorCodesService,
    private readonly throttle: ThrottleService,
    private readonly trail: TrailService,
  ) {}

  /** Rejects unless there is no second factor, or the code is one of it, which is used up then. */
  async check(user: StoredUser, otp: string | undefined, attempt: CodeAttempt): Promise<void> {
    const { secondFactor } = user;
    if (!secondFactor) return;
    if (otp === undefined) throw codeRequired(secondFactor);
    const { accountId, _id: userId } = user;
    const { origin, cause } = attempt;
    refuse(await this.throttle.admitCode(user, cause));
    if (await this.codes.spend(user, secondFactor, otp, cause)) return this.throttle.codeSucceeded(user);
    const tooOften = await this.throttle.failed(attempt);
    this.trail.note('second-factor-failed', { accountId, userId, ...origin });
    throw tooOften ?? new Fault('second-factor-wrong', WRONG);
  }
}

/** What is delivered twice under one cause is one attempt, whose code is its own. */
export interface CodeAttempt extends Attempt {
  cause: string;
  origin: Origin;
}

const WRONG =
  'The code is wrong, or was used before. Wait for the next one, and see that the clock of the device is right.';
