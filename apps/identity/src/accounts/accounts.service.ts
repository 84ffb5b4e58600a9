import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Account,
  type AccountChanges,
  accountUpdated,
  type Actor,
  Fault,
  type Input,
  getAccount,
  identifyAccount,
  refuse,
  systemActor,
  type updateAccount,
} from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import type { z } from 'zod';
import { refuseLoosening } from '../proofs/proofs.js';
import { accountChanges, movesDigest, policiesOf, toAccount } from './accounts.js';
import { AccountsRepository } from './accounts.repository.js';
import type { StoredAccount } from './accounts.schema.js';

type Wanted = z.output<typeof AccountChanges>;

@Injectable()
export class AccountsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly clock: Clock,
  ) {}

  @Handle(getAccount)
  async get({ accountId }: Input<typeof getAccount>): Promise<Account> {
    const account = await this.accounts.find(accountId);
    if (!account) throw Fault.notFound('account');
    return toAccount(account);
  }

  @Handle(identifyAccount)
  identify(request: Input<typeof identifyAccount>): Promise<Account> {
    return this.get(request);
  }

  /** Without a look at what belongs to others, as which groups there are. */
  async update({ accountId, by, changes, ifVersion }: Input<typeof updateAccount>): Promise<Account> {
    const changed = await this.change(accountId, by, (account) => {
      if (ifVersion !== undefined && ifVersion !== account.version) throw new Fault('precondition-failed');
      refuse(refuseLoosening(policiesOf(account).secondFactor, changes.policies?.secondFactor, by));
      return changes;
    });
    if (!changed) throw Fault.notFound('account');
    return toAccount(changed);
  }

  async isDefaultGroup(accountId: string, groupId: string): Promise<boolean> {
    const account = await this.accounts.find(accountId);
    return account !== null && policiesOf(account).defaultGroup === groupId;
  }

  /** Takes a group away from where it is the default. Can be repeated. */
  async forgetDefaultGroup(accountId: string, groupId: string): Promise<void> {
    await this.change(accountId, systemActor('group-deletion'), (account) =>
      policiesOf(account).defaultGroup === groupId ? { policies: { defaultGroup: null } } : {},
    );
  }

  /** One write, decided on the account as it is, with what it tells. Null when there is no account. */
  private change(
    accountId: string,
    by: Actor,
    wanted: (account: StoredAccount) => Wanted,
  ): Promise<StoredAccount | null> {
    return this.accounts.decide(accountId, (account) => {
      const changes = accountChanges(account, wanted(account));
      if (changes.length === 0) return null;
      const set = Object.fromEntries(changes.map(({ field, after }) => [field, after]));
      const after = toAccount({ ...account, ...set, version: account.version + 1 });
      const data = { accountId, actor: by, account: after, changes };
      const updated = event(accountUpdated, accountId, data, this.clock.now());
      const unset = movesDigest(account, { ...account, ...set }) ? ['digest.nextAt' as const] : [];
      return { update: { set, unset }, events: [updated] };
    });
  }
}
