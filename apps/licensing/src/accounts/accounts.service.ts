import { Injectable } from '@nestjs/common';
import { refuse } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { refuseContradiction, refuseUnknownAccount, type AccountName } from './accounts.js';
import { AccountsRepository } from './accounts.repository.js';

@Injectable()
export class AccountsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly clock: Clock,
  ) {}

  /** Makes an account known; a second time changes nothing. */
  open(accountId: string, slug: string): Promise<void> {
    return this.accounts.open(accountId, slug, this.clock.now());
  }

  isKnown(accountId: string): Promise<boolean> {
    return this.accounts.isKnown(accountId);
  }

  /** The id of the account an event names, or the fault that says whether to try the event again. */
  async resolve(name: AccountName, eventTime: string): Promise<string> {
    const known = await this.accounts.find(name);
    if (!known) throw refuseUnknownAccount(name, eventTime, this.clock.now());
    refuse(refuseContradiction(name, known));
    return known._id;
  }
}
