import { Injectable } from '@nestjs/common';
import { AccountsRepository } from './accounts.repository.js';
import { exemptAdmins } from './sso.js';

export type Admission = 'admitted' | 'overtaken';
/** `last-exempt`: the last who may sign in with a password where everybody else needs the identity provider. */
export type Release = 'released' | 'not-an-admin' | 'last' | 'last-exempt' | 'overtaken';

/**
 * Who the active global admins of an account are, kept in one document, so that two who release each other at
 * once leave one. Admit after a user has become active, release before one stops being so. Each says by its fence which
 * of the commands about this user it is: one that is older than another is overtaken and changes nothing.
 */
@Injectable()
export class AccountAdminsService {
  constructor(private readonly accounts: AccountsRepository) {}

  /** Can be repeated. */
  async admitAdmin(accountId: string, userId: string, fence: number): Promise<Admission> {
    if (await this.accounts.admit(accountId, userId, fence)) return 'admitted';
    await this.accounts.get(accountId);
    return 'overtaken';
  }

  /** Can be repeated; `last` and `last-exempt` change nothing. */
  async releaseAdmin(accountId: string, userId: string, fence: number): Promise<Release> {
    for (;;) {
      if (await this.accounts.release(accountId, userId, fence)) return 'released';
      const account = await this.accounts.find(accountId);
      if (!account) return 'not-an-admin';
      const { globalAdmins, adminFences, opening } = account;
      if ((adminFences?.[userId] ?? 0) > fence) return 'overtaken';
      const isAboutToBe = opening?.admin.userId === userId && !globalAdmins.includes(userId);
      if (isAboutToBe || (globalAdmins.includes(userId) && globalAdmins.length === 1)) return 'last';
      const exempt = exemptAdmins(account);
      if (exempt?.length === 1 && exempt[0] === userId) return 'last-exempt';
      if (await this.accounts.keepOut(accountId, userId, fence)) return 'not-an-admin';
      // The admins changed between the write and the look at why it did not match.
    }
  }
}
