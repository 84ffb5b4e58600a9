import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  Fault,
  listOperatedAccounts,
  nameAccounts,
  viewOperatedAccount,
  type Input,
  type Output,
} from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { AccountsService } from '../accounts/accounts.service.js';
import { toOperatedAccount } from '../accounts/standings.js';
import { LicensesService } from '../licenses/licenses.service.js';

/** All accounts, for the vendor's own people. */
@Injectable()
export class OperatedAccountsService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly licenses: LicensesService,
    private readonly clock: Clock,
  ) {}

  @Handle(listOperatedAccounts)
  async list(query: Input<typeof listOperatedAccounts>): Promise<Output<typeof listOperatedAccounts>> {
    const now = this.clock.now();
    const { items, ...rest } = await this.accounts.list(query);
    return { ...rest, items: items.map((account) => toOperatedAccount(account, now)) };
  }

  @Handle(nameAccounts)
  async name({ accountIds }: Input<typeof nameAccounts>): Promise<Output<typeof nameAccounts>> {
    const known = await this.accounts.findMany([...new Set(accountIds)]);
    return { items: known.map(({ _id: id, slug }) => ({ id, slug })) };
  }

  @Handle(viewOperatedAccount)
  async view({ accountId }: Input<typeof viewOperatedAccount>): Promise<Output<typeof viewOperatedAccount>> {
    const [account, { items }] = await Promise.all([
      this.accounts.find(accountId),
      this.licenses.list({ accountId }),
    ]);
    if (!account) throw Fault.notFound('account');
    return { account: toOperatedAccount(account, this.clock.now()), items };
  }
}
