import { Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { AccountsRepository } from './accounts.repository.js';

export type Release = 'released' | 'not-an-admin' | 'last';

/**
 * Who the active global admins of an account are, kept in one document, so that two who release each other at
 * once leave one. Admit after a user has become active, release before one stops being so.
 */
@Injectable()
export class AccountAdminsService {
  constructor(private readonly accounts: AccountsRepository) {}

  /** Can be repeated. */
  async admitAdmin(accountId: string, userId: string): Promise<void> {
    if (!(await this.accounts.admit(accountId, userId))) throw Fault.notFound('account');
  }

  /** Can be repeated; `last` changes nothing. */
  async releaseAdmin(accountId: string, userId: string): Promise<Release> {
    for (;;) {
      if (await this.accounts.release(accountId, userId)) return 'released';
      const admins = (await this.accounts.find(accountId))?.globalAdmins ?? [];
      if (!admins.includes(userId)) return 'not-an-admin';
      if (admins.length === 1) return 'last';
      // Another admin was admitted between the write and the look at why it did not match.
    }
  }
}
