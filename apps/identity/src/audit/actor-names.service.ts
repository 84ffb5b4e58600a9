import { Injectable } from '@nestjs/common';
import type { ActorName } from '@seatkeeper/contracts';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredEntry } from './audit.schema.js';

/**
 * Who somebody is who has acted in the account of others. It is written down with what they did: an account reads the names of those who
 * acted in it, as they were then, and never looks into another one.
 */
@Injectable()
export class ActorNamesService {
  constructor(
    private readonly users: UsersRepository,
    private readonly accounts: AccountsRepository,
  ) {}

  /** Null of the own people, of programs, and of who is not known. */
  async find({ accountId, actor }: Pick<StoredEntry, 'accountId' | 'actor'>): Promise<ActorName | null> {
    const { type, id, accountId: home = accountId } = actor;
    if (type !== 'user' || home === accountId) return null;
    const [user, account] = await Promise.all([this.users.find(home, id), this.accounts.find(home)]);
    return user && account && { name: `${user.firstName} ${user.lastName}`.trim(), account: account.name };
  }
}
