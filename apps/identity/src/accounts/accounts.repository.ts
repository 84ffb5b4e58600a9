import { Injectable } from '@nestjs/common';
import { InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import { accounts, type Opening, type StoredAccount } from './accounts.schema.js';

type Decision = ReturnType<Parameters<TenantCollection<StoredAccount>['decide']>[2]>;

@Injectable()
export class AccountsRepository {
  constructor(@InjectCollection(accounts) private readonly accounts: TenantCollection<StoredAccount>) {}

  find(accountId: string): Promise<StoredAccount | null> {
    return this.accounts.findById(accountId, accountId);
  }

  /** Who signs in names the account by its slug, and nothing but the slug is known yet. */
  findBySlug(slug: string): Promise<StoredAccount | null> {
    return this.accounts.acrossAccounts.findOne({ slug });
  }

  /** Stores a half-opened account. Rejects with DuplicateKey when the id or the slug is in use. */
  begin(account: Omit<StoredAccount, 'version'>): Promise<StoredAccount> {
    return this.accounts.insert(account);
  }

  /** Read, decide, write if nobody was faster, else again. Null when there is no such account. */
  decide(accountId: string, decide: (account: StoredAccount) => Decision): Promise<StoredAccount | null> {
    return this.accounts.decide(accountId, accountId, decide);
  }

  /** Adds an active global admin; asking twice adds one. False when the account is gone. */
  admit(accountId: string, userId: string): Promise<boolean> {
    return this.accounts.touch(accountId, { _id: accountId }, { $addToSet: { globalAdmins: userId } });
  }

  /** Takes a global admin out if another stays. The filter is the rule: nobody can take out the last. */
  release(accountId: string, userId: string): Promise<boolean> {
    const anotherStays = { _id: accountId, globalAdmins: userId, 'globalAdmins.1': { $exists: true } };
    return this.accounts.touch(accountId, anotherStays, { $pull: { globalAdmins: userId } });
  }

  /** Sign-ups nobody is at any more, the longest waiting first. */
  interrupted(now: Date, limit: number): Promise<StoredAccount[]> {
    return this.accounts.acrossAccounts.find(
      { 'opening.leaseUntil': { $lt: now } },
      { limit, sort: { 'opening.leaseUntil': 1 } },
    );
  }

  /** Takes a sign-up over from whoever left it; false when somebody else just did. */
  takeOver(account: StoredAccount, opening: Opening, until: Date): Promise<boolean> {
    return this.accounts.touch(
      account._id,
      { _id: account._id, 'opening.leaseUntil': opening.leaseUntil },
      { $set: { 'opening.leaseUntil': until } },
    );
  }

  /** Accounts whose seats and users are due to be compared, the longest due first. */
  dueForReconciliation(now: Date, limit: number): Promise<StoredAccount[]> {
    return this.accounts.acrossAccounts.find(
      { reconcileAt: { $lte: now } },
      { limit, sort: { reconcileAt: 1 } },
    );
  }

  /** True for one of several who want to compare the account; it is due again at `next`. */
  takeForReconciliation({ _id, reconcileAt }: StoredAccount, next: Date): Promise<boolean> {
    return this.accounts.touch(_id, { _id, reconcileAt }, { $set: { reconcileAt: next } });
  }

  /** Drops an account that never came to be; one that has an admin stays. */
  drop(accountId: string): Promise<boolean> {
    return this.accounts.remove(accountId, {
      _id: accountId,
      'opening.leaseUntil': { $exists: true },
      globalAdmins: { $size: 0 },
    });
  }
}
