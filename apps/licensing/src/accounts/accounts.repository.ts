import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@seatkeeper/contracts';
import { InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import { accountsThat } from './accounts.filters.js';
import type { AccountName, Door } from './accounts.js';
import { accounts, type KnownAccount, type StoredPolicy } from './accounts.schema.js';
import type { FreezeChange } from './freezes.js';
import { changePolicy, type WantedPolicy } from './policies.js';
import { type AccountQuery, hear, namesOf, orderOf, type ToldAccount } from './standings.js';

@Injectable()
export class AccountsRepository {
  constructor(@InjectCollection(accounts) private readonly accounts: TenantCollection<KnownAccount>) {}

  async open(accountId: string, slug: string, now: Date): Promise<void> {
    const named = namesOf(slug, undefined);
    await this.accounts.insertMissing([
      { _id: accountId, accountId, slug, openedAt: now, trial: true, ...named },
    ]);
  }

  byId(accountId: string): Promise<KnownAccount | null> {
    return this.accounts.findById(accountId, accountId);
  }

  /** What an operator decided for it, read in one command with what else is looked for in the same moment. */
  async policy(accountId: string): Promise<StoredPolicy | undefined> {
    const [account] = await this.accounts.find(accountId, { _id: accountId }, { limit: 1, joined: true });
    return account?.policy;
  }

  /** Notes how an account is called and where its calendar is kept, unless a newer version told it already. */
  async tell(accountId: string, told: ToldAccount): Promise<void> {
    await this.accounts.decide(accountId, accountId, (known) => hear(known, told));
  }

  /** A page of all accounts, or of those that are looked for. */
  list(
    query: AccountQuery,
    sort: string | undefined,
    page: PageRequest,
    now: Date,
  ): Promise<Page<KnownAccount>> {
    const filter = accountsThat(query, now);
    return this.accounts.acrossAccounts.page({ filter, sort: orderOf(sort), page, of: query });
  }

  /** Those of them that are known. */
  findMany(accountIds: readonly string[]): Promise<KnownAccount[]> {
    return this.accounts.acrossAccounts.find({ _id: { $in: [...accountIds] } }, { limit: accountIds.length });
  }

  /** Of all accounts, those whose names have to be asked for. */
  unnamed(limit: number): Promise<KnownAccount[]> {
    return this.accounts.acrossAccounts.findDue({ unnamed: true }, { limit });
  }

  /** Nobody knows a name for it. */
  async stayUnnamed(accountId: string): Promise<void> {
    await this.accounts.touch(accountId, { _id: accountId }, { $unset: { unnamed: '' } });
  }

  /** Notes since when an account holds too many seats, if it does, unless somebody was faster. */
  async noteOverAllocation(known: KnownAccount, since: Date | undefined): Promise<void> {
    await this.accounts.change(
      known,
      since ? { set: { overAllocatedSince: since } } : { unset: ['overAllocatedSince'] },
    );
  }

  /** Notes since when an account is suspended, if it is, unless a newer version of it told already. */
  async tellSuspension(accountId: string, since: Date | null, version: number): Promise<void> {
    await this.accounts.decide(accountId, accountId, (known) => {
      if ((known.suspensionVersion ?? 0) >= version) return null;
      const set = { suspensionVersion: version, ...(since && { suspendedSince: since }) };
      return { update: { set, ...(!since && { unset: ['suspendedSince'] }) } };
    });
  }

  /** Opens a door unless one is open; whichever write comes first decides for good. */
  async billBy(accountId: string, door: Door): Promise<void> {
    const nobody = { _id: accountId, billedBy: { $exists: false } };
    await this.accounts.touch(accountId, nobody, { $set: { billedBy: door }, $unset: { trial: '' } });
  }

  /** The account after an operator decided something for it; null if there is none. */
  changePolicy(accountId: string, wanted: WantedPolicy, now: Date): Promise<KnownAccount | null> {
    return this.accounts.decide(accountId, accountId, (account) => changePolicy(account, wanted, now));
  }

  /** Of all accounts, those of which the moment has come from which nobody new gets a seat. */
  dueToFreeze(now: Date, limit: number): Promise<KnownAccount[]> {
    const options = { sort: { freezesAt: 1 as const }, limit };
    return this.accounts.acrossAccounts.findDue({ freezesAt: { $lte: now } }, options);
  }

  /** Writes what follows from the invoices of an account, unless somebody was faster. */
  async freeze(known: KnownAccount, { update, events }: FreezeChange): Promise<void> {
    await this.accounts.change(known, update, events);
  }

  /** The one look-up without an account: a billing system may only know the slug. */
  find({ accountId, account }: AccountName): Promise<KnownAccount | null> {
    return accountId === undefined
      ? this.accounts.acrossAccounts.findOne({ slug: account })
      : this.accounts.findById(accountId, accountId);
  }
}
