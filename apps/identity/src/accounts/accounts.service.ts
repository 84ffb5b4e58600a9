import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Account,
  accountUpdated,
  Fault,
  type Input,
  getAccount,
  updateAccount,
} from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import { accountChanges, toAccount } from './accounts.js';
import { AccountsRepository } from './accounts.repository.js';

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

  @Handle(updateAccount)
  async update({ accountId, by, changes: wanted, ifVersion }: Input<typeof updateAccount>): Promise<Account> {
    const changed = await this.accounts.decide(accountId, (account) => {
      if (ifVersion !== undefined && ifVersion !== account.version) throw new Fault('precondition-failed');
      const changes = accountChanges(account, wanted);
      if (changes.length === 0) return null;
      const set = Object.fromEntries(changes.map(({ field, after }) => [field, after]));
      const after = toAccount({ ...account, ...set, version: account.version + 1 });
      const data = { accountId, actor: by, account: after, changes };
      const updated = event(accountUpdated, accountId, data, this.clock.now());
      return { update: { set }, events: [updated] };
    });
    if (!changed) throw Fault.notFound('account');
    return toAccount(changed);
  }
}
