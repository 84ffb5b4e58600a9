import { Injectable } from '@nestjs/common';
import { recoveryCodeUsed, userActor } from '@seatkeeper/contracts';
import { event, isDone } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredFactor } from '../users/user-credentials.schema.js';
import type { StoredUser } from '../users/users.schema.js';
import { FactorSecretsService } from './factor-secrets.service.js';
import { bare, recoveryCodeHash } from './recovery-codes.js';
import { stepOf } from './totp.js';

const OF_THE_APP = /^\d{6}$/;

/** Takes codes of second factors. One write decides on each, and a code that was taken never works again. */
@Injectable()
export class FactorCodesService {
  constructor(
    private readonly users: UsersRepository,
    private readonly secrets: FactorSecretsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Whether the code is one of the user's factor and nobody was faster. Asked again for the same attempt, which the bus may
   * deliver twice, the answer is the same.
   */
  async spend(user: StoredUser, factor: StoredFactor, otp: string, attempt: string): Promise<boolean> {
    const code = bare(otp);
    return OF_THE_APP.test(code)
      ? this.spendStep(user, factor, code, attempt)
      : this.spendRecoveryCode(user, factor.id, recoveryCodeHash(code), `code-${attempt}`);
  }

  private async spendStep(
    user: StoredUser,
    { id: factorId, secret: sealed }: StoredFactor,
    code: string,
    attempt: string,
  ): Promise<boolean> {
    const owner = { accountId: user.accountId, userId: user._id, factorId };
    const secret = this.secrets.open(sealed, owner);
    const step = secret && stepOf(secret, code, this.clock.now());
    if (secret === null || step === null) return false;
    const renewed = this.secrets.renewed(sealed, secret, owner);
    return this.users.spendStep(user, factorId, { use: { step, attempt }, renewed });
  }

  private async spendRecoveryCode(
    user: StoredUser,
    factorId: string,
    hash: string,
    attempt: string,
  ): Promise<boolean> {
    let isTaken = false;
    await this.users.changeFrom(user, (before, now) => {
      const { secondFactor } = before;
      const wasHere = isDone(before, attempt);
      const isOpen = secondFactor?.id === factorId && secondFactor.recoveryCodes.includes(hash);
      isTaken = wasHere || isOpen;
      if (wasHere || !isOpen) return null;
      const recoveryCodes = secondFactor.recoveryCodes.filter((each) => each !== hash);
      const left = {
        field: 'recoveryCodes',
        before: secondFactor.recoveryCodes.length,
        after: recoveryCodes.length,
      };
      const { accountId, _id: userId } = user;
      const data = { accountId, actor: userActor(userId), userId, changes: [left] };
      return {
        set: { secondFactor: { ...secondFactor, recoveryCodes } },
        command: attempt,
        events: () => [event(recoveryCodeUsed, userId, data, now)],
      };
    });
    return isTaken;
  }
}
