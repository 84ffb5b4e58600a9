import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { type Input, type Output, resolveUsers } from '@seatkeeper/contracts';
import { fold } from '@seatkeeper/text';
import { UserListsRepository } from './user-lists.repository.js';
import { toReference } from './users.view.js';

/** Questions about users. */
@Injectable()
export class UsersService {
  constructor(private readonly lists: UserListsRepository) {}

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
