import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { getUser, type Input, type Output, resolveUsers, type User } from '@seatkeeper/contracts';
import { fold } from '@seatkeeper/text';
import { UserListsRepository } from './user-lists.repository.js';
import { UsersRepository } from './users.repository.js';
import { toReference, toUser } from './users.view.js';

/** Questions about users. */
@Injectable()
export class UsersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly lists: UserListsRepository,
  ) {}

  @Handle(getUser)
  async get({ accountId, userId }: Input<typeof getUser>): Promise<User> {
    return toUser(await this.users.get(accountId, userId));
  }

  @Handle(resolveUsers)
  async resolve({
    accountId,
    ids,
    usernames,
  }: Input<typeof resolveUsers>): Promise<Output<typeof resolveUsers>> {
    const found = await this.lists.known(accountId, { ids, usernames: usernames.map(fold) });
    return { users: found.map(toReference) };
  }
}
