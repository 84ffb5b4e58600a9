import { Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { detachedEvents, type Doing } from '../accounts/hierarchy-events.js';

const ATTEMPTS = 20;

/** Ends that an account is an affiliate, with one write, which also takes away whatever was announced to place it elsewhere. */
@Injectable()
export class DetachingService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * `line` reads from the account up to the top, and throws if who asks may not: it is asked again when the account was moved
   * meanwhile, for then it is another's to let go.
   */
  async detach(
    accountId: string,
    cause: 'left' | 'released',
    doing: Omit<Doing, 'now'>,
    line: () => Promise<readonly StoredAccount[]>,
  ): Promise<void> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const [, from] = await line();
      if (!from) throw new Fault('not-found', 'The account is no affiliate.');
      let isThere = false;
      await this.accounts.decide(accountId, (account) => {
        isThere = account.parentId === from._id;
        if (!isThere) return null;
        const now = this.clock.now();
        return {
          update: { unset: ['parentId', 'parentSince', 'acceptedOffer', 'placing'] },
          events: detachedEvents(account, from, cause, { ...doing, now }),
        };
      });
      if (isThere) return;
    }
    throw new Fault('service-unavailable', 'The account is just being moved.');
  }
}
