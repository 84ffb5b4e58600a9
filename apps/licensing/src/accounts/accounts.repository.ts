import { Injectable } from '@nestjs/common';
import { InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import type { AccountName, Door } from './accounts.js';
import { accounts, type KnownAccount } from './accounts.schema.js';

@Injectable()
export class AccountsRepository {
  constructor(@InjectCollection(accounts) private readonly accounts: TenantCollection<KnownAccount>) {}

  async open(accountId: string, slug: string, now: Date): Promise<void> {
    await this.accounts.insertMissing([{ _id: accountId, accountId, slug, openedAt: now }]);
  }

  byId(accountId: string): Promise<KnownAccount | null> {
    return this.accounts.findById(accountId, accountId);
  }

  /** Notes where the calendar of an account is kept, unless a newer version told it already. */
  async tellTimeZone(accountId: string, timeZone: string, toldVersion: number): Promise<void> {
    await this.accounts.decide(accountId, accountId, (known) =>
      (known.toldVersion ?? 0) < toldVersion ? { update: { set: { timeZone, toldVersion } } } : null,
    );
  }

  /** Opens a door unless one is open; whichever write comes first decides for good. */
  async billBy(accountId: string, door: Door): Promise<void> {
    const nobody = { _id: accountId, billedBy: { $exists: false } };
    await this.accounts.touch(accountId, nobody, { $set: { billedBy: door } });
  }

  /** The one look-up without an account: a billing system may only know the slug. */
  find({ accountId, account }: AccountName): Promise<KnownAccount | null> {
    return accountId === undefined
      ? this.accounts.acrossAccounts.findOne({ slug: account })
      : this.accounts.findById(accountId, accountId);
  }
}
