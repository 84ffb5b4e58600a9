import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { describeMe, Fault, type Input, type Output } from '@seatkeeper/contracts';
import { toAccount } from '../accounts/accounts.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { UsersRepository } from '../users/users.repository.js';
import { toUser } from '../users/users.view.js';

@Injectable()
export class MeService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly users: UsersRepository,
    private readonly permissions: PermissionsService,
  ) {}

  @Handle(describeMe)
  async describe({ accountId, userId }: Input<typeof describeMe>): Promise<Output<typeof describeMe>> {
    const [account, user] = await Promise.all([
      this.accounts.find(accountId),
      this.users.find(accountId, userId),
    ]);
    if (!account || !user) throw new Fault('unauthenticated');
    return { user: toUser(user), account: toAccount(account), permissions: await this.permissions.of(user) };
  }
}
