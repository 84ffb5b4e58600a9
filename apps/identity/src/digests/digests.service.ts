import { Injectable } from '@nestjs/common';
import { digestDue, systemActor } from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { Clock, crash, logger, SetAside } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { digestDueAt } from './digests.js';

const LOOKED_AT_A_ROUND = 200;
const actor = systemActor('digests');
const log = logger('digests');

/** Tells that the period of a digest is over. */
@Injectable()
export class DigestsService {
  private readonly aside: SetAside;

  constructor(
    private readonly accounts: AccountsRepository,
    private readonly clock: Clock,
  ) {
    this.aside = new SetAside(clock);
  }

  /** True if there was something to look at. Who comes second to an account finds another time written and leaves it alone. */
  async look(): Promise<boolean> {
    const due = await this.accounts.dueForDigest(this.clock.now(), LOOKED_AT_A_ROUND, this.aside.ids);
    await this.aside.each(
      due,
      (account) => this.lookAt(account),
      ({ _id: accountId }, error) => log.error('A digest could not be told of', { accountId, error }),
    );
    return due.length > 0;
  }

  /** Whoever changes the account meanwhile is told later, and need not hear that a digest was. */
  private async lookAt(account: StoredAccount): Promise<void> {
    const { _id: accountId } = account;
    const now = this.clock.now();
    const { due, nextAt } = digestDueAt(account, now);
    if (!due) return void (await this.accounts.planDigest(account, nextAt));
    const { id: digestId, from, to } = due;
    const told = { accountId, actor, digestId, from: from.toISOString(), to: to.toISOString() };
    await this.accounts.tellDigest(account, { nextAt, ...due }, event(digestDue, accountId, told, now));
    crash('identity.digest.afterWrite');
  }
}
