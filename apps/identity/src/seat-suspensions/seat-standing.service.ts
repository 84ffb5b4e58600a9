import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { type Input, listActiveAdmins, type Output, refuse } from '@seatkeeper/contracts';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { refuseSeatSuspended } from '../users/seat-suspensions.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import type { StoredUser } from '../users/users.schema.js';

/** Who is let in, though more seats are held than their firm has bought. */
@Injectable()
export class SeatStandingService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly users: UserListsRepository,
  ) {}

  /**
   * Rejects with `seat-suspended`. An active global admin is let in all the same while every other one is kept out as well: that
   * somebody can put it right is looked at here, whatever was decided about whom, and when.
   */
  async refuse(user: StoredUser): Promise<void> {
    if (!user.seatSuspensions) return;
    const { accountId, _id } = user;
    const account = await this.accounts.get(accountId);
    const { globalAdmins } = account;
    if (globalAdmins.includes(_id) && !(await this.users.isAnyLetIn(accountId, globalAdmins))) return;
    refuse(refuseSeatSuspended(user, account));
  }

  @Handle(listActiveAdmins)
  async admins({ accountId }: Input<typeof listActiveAdmins>): Promise<Output<typeof listActiveAdmins>> {
    return { userIds: (await this.accounts.find(accountId))?.globalAdmins ?? [] };
  }
}
