import { Injectable } from '@nestjs/common';
import { type describeMe, Fault, type Input, type Output } from '@seatkeeper/contracts';
import { AccountDirectory } from '../accounts/account-directory.js';
import { toAccount } from '../accounts/accounts.js';
import { Permissions } from '../permissions/permissions.service.js';
import { UserDirectory } from '../users/user-directory.js';
import { toUser } from '../users/user.view.js';

@Injectable()
export class MeService {
  constructor(
    private readonly accounts: AccountDirectory,
    private readonly users: UserDirectory,
    private readonly permissions: Permissions,
  ) {}

  async describe({ accountId, userId }: Input<typeof describeMe>): Promise<Output<typeof describeMe>> {
    const [account, user] = await Promise.all([
      this.accounts.find(accountId),
      this.users.find(accountId, userId),
    ]);
    if (!account || !user) throw new Fault('unauthenticated');
    return { user: toUser(user), account: toAccount(account), permissions: await this.permissions.of(user) };
  }
}
