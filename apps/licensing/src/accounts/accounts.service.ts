import { Injectable } from '@nestjs/common';
import { type EventEnvelope, On } from '@seatkeeper/bus';
import {
  type Account,
  accountCreated,
  accountResumed,
  accountSuspended,
  accountUpdated,
  Fault,
  refuse,
  type EventData,
  type Page,
  type PageRequest,
} from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { refuseContradiction, refuseUnknownAccount, type AccountName, type Door } from './accounts.js';
import { AccountsRepository } from './accounts.repository.js';
import type { FreezeChange } from './freezes.js';
import type { KnownAccount, StoredPolicy } from './accounts.schema.js';
import type { AccountQuery } from './standings.js';

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

  find(accountId: string): Promise<KnownAccount | null> {
    return this.accounts.byId(accountId);
  }

  /** What an operator decided for it. */
  policy(accountId: string): Promise<StoredPolicy | undefined> {
    return this.accounts.policy(accountId);
  }

  async isKnown(accountId: string): Promise<boolean> {
    return (await this.accounts.byId(accountId)) !== null;
  }

  /** Rejects with `not-found`, as who looks after all accounts is told of one that was never opened. */
  async refuseUnknown(accountId: string): Promise<void> {
    if (!(await this.isKnown(accountId))) throw Fault.notFound('account');
  }

  /** Rejects with `unknown-account` for one that was never opened. */
  async known(accountId: string): Promise<KnownAccount> {
    const account = await this.accounts.byId(accountId);
    if (!account) throw new Fault('unknown-account', `No account is known by the id ${accountId}.`);
    return account;
  }

  /** The account after it was said that it is to be billed through this door: it tells which one it is for good. */
  async billBy(accountId: string, door: Door): Promise<KnownAccount> {
    const account = await this.known(accountId);
    if (account.billedBy !== undefined) return account;
    await this.accounts.billBy(accountId, door);
    return this.known(accountId);
  }

  /** Of all accounts, those of which the moment has come from which nobody new gets a seat. */
  dueToFreeze(limit: number): Promise<KnownAccount[]> {
    return this.accounts.dueToFreeze(this.clock.now(), limit);
  }

  /** Writes what follows from the invoices of an account, unless somebody was faster. */
  async freeze(known: KnownAccount, change: FreezeChange): Promise<void> {
    await this.accounts.freeze(known, change);
  }

  @On(accountCreated)
  created({ account }: EventData<typeof accountCreated>): Promise<void> {
    return this.tell(account);
  }

  @On(accountUpdated)
  updated({ account }: EventData<typeof accountUpdated>): Promise<void> {
    return this.tell(account);
  }

  @On(accountSuspended)
  suspended(
    { accountId, version }: EventData<typeof accountSuspended>,
    { time }: EventEnvelope,
  ): Promise<void> {
    return this.accounts.tellSuspension(accountId, new Date(time), version);
  }

  @On(accountResumed)
  resumed({ accountId, version }: EventData<typeof accountResumed>): Promise<void> {
    return this.accounts.tellSuspension(accountId, null, version);
  }

  /** News of an account may come before it is opened here; they make it known as well. */
  async tell({ id, slug, name, timeZone, version }: Account): Promise<void> {
    await this.open(id, slug);
    await this.accounts.tell(id, { name, timeZone, version });
  }

  /** A page of all accounts, or of those that are looked for. */
  list({
    text,
    standing,
    sort,
    page,
  }: AccountQuery & { sort?: string | undefined; page: PageRequest }): Promise<Page<KnownAccount>> {
    return this.accounts.list({ text, standing }, sort, page, this.clock.now());
  }

  /** Those of them that are known. */
  findMany(accountIds: readonly string[]): Promise<KnownAccount[]> {
    return this.accounts.findMany(accountIds);
  }

  /** Of all accounts, those whose names have to be asked for. */
  unnamed(limit: number): Promise<KnownAccount[]> {
    return this.accounts.unnamed(limit);
  }

  /** Nobody knows a name for it. */
  stayUnnamed(accountId: string): Promise<void> {
    return this.accounts.stayUnnamed(accountId);
  }

  /** Notes since when an account holds too many seats, if it does, unless somebody was faster. */
  noteOverAllocation(known: KnownAccount, since: Date | undefined): Promise<void> {
    return this.accounts.noteOverAllocation(known, since);
  }

  /** The id of the account an event names, or the fault that says whether to try the event again. */
  async resolve(name: AccountName, eventTime: string): Promise<string> {
    const known = await this.accounts.find(name);
    if (!known) throw refuseUnknownAccount(name, eventTime, this.clock.now());
    refuse(refuseContradiction(name, known));
    return known._id;
  }
}
