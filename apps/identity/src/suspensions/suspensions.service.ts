import { Inject, Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  Fault,
  refuse,
  resumeAccount,
  suspendAccount,
  type Input,
  type Suspension,
} from '@seatkeeper/contracts';
import { Clock, SETTINGS } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { refuseOwnAccount, resume, suspend, toSuspension } from '../accounts/suspensions.js';

/**
 * Keeps the people of an account out, and lets them in again. It is one write, of the account: whoever is let in, by a password, a
 * session or a key, is let in upon the account as it is.
 */
@Injectable()
export class SuspensionsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: { OPERATOR_ACCOUNT: string },
  ) {}

  @Handle(suspendAccount)
  suspend({ accountId, suspension, ...decision }: Input<typeof suspendAccount>): Promise<Suspension> {
    refuse(refuseOwnAccount(accountId, this.settings.OPERATOR_ACCOUNT));
    return this.decide(accountId, (account) =>
      suspend(account, decision, suspension.reason, this.clock.now()),
    );
  }

  @Handle(resumeAccount)
  resume({ accountId, ...decision }: Input<typeof resumeAccount>): Promise<Suspension> {
    return this.decide(accountId, (account) => resume(account, decision, this.clock.now()));
  }

  private async decide(
    accountId: string,
    decide: (account: StoredAccount) => ReturnType<typeof suspend>,
  ): Promise<Suspension> {
    const account = await this.accounts.decide(accountId, decide);
    if (!account) throw Fault.notFound('account');
    return toSuspension(account);
  }
}
