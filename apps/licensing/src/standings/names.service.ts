import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { Fault, identifyAccount } from '@seatkeeper/contracts';
import { logger } from '@seatkeeper/service';
import { AccountsService } from '../accounts/accounts.service.js';

/** Asks identity how accounts are called that were opened before names were told. */
@Injectable()
export class NamesService {
  private readonly log = logger('names');

  constructor(
    private readonly accounts: AccountsService,
    private readonly bus: Bus,
  ) {}

  /** So many at a time; true if there were any. */
  async learn(limit: number): Promise<boolean> {
    const unnamed = await this.accounts.unnamed(limit);
    for (const { accountId } of unnamed)
      try {
        await this.accounts.tell(await this.bus.request(identifyAccount, { accountId }));
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== 'not-found') throw error;
        this.log.warn('Identity knows no such account', { accountId });
        await this.accounts.stayUnnamed(accountId);
      }
    return unnamed.length > 0;
  }
}
