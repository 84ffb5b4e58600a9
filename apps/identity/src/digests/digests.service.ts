import { Injectable } from '@nestjs/common';
import { digestDue, systemActor } from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { Clock, logger, SetAside } from '@seatkeeper/service';
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

  private async lookAt(account: StoredAccount): Promise<void> {
    const now = this.clock.now();
    const { due, nextAt } = digestDueAt(account, now);
    // Who is changing the account need not hear that nothing but this was planned.
    if (!due) return void (await this.accounts.planDigest(account, nextAt));
    await this.accounts.decide(account._id, (current) => {
      if (!current.digest?.nextAt || current.digest.nextAt > now) return null;
      const { due: period, nextAt: next } = digestDueAt(current, now);
      const digest = { ...current.digest, nextAt: next, ...period };
      if (!period) return { update: { set: { digest } }, events: [] };
      const { id: digestId, from, to } = period;
      const told = {
        accountId: current._id,
        actor,
        digestId,
        from: from.toISOString(),
        to: to.toISOString(),
      };
      return { update: { set: { digest } }, events: [event(digestDue, current._id, told, now)] };
    });
  }
}
