import { Injectable } from '@nestjs/common';
import { InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import type { AccountName } from './accounts.js';
import { accounts, type KnownAccount } from './accounts.schema.js';

@Injectable()
export class AccountsRepository {
  constructor(@InjectCollection(accounts) private readonly accounts: TenantCollection<KnownAccount>) {}

  async open(accountId: string, slug: string, now: Date): Promise<void> {
    await this.accounts.insertMissing([{ _id: accountId, accountId, slug, openedAt: now }]);
  }

  async isKnown(accountId: string): Promise<boolean> {
    return (await this.accounts.findById(accountId, accountId)) !== null;
  }

  /** The one look-up without an account: a billing system may only know the slug. */
  find({ accountId, account }: AccountName): Promise<KnownAccount | null> {
    return accountId === undefined
      ? this.accounts.acrossAccounts.findOne({ slug: account })
      : this.accounts.findById(accountId, accountId);
  }
}
