import { Injectable } from '@nestjs/common';
import { AccountRepository } from './account.repository.js';
import type { StoredAccount } from './account.schema.js';

/** What the other features may know of accounts. */
@Injectable()
export class AccountDirectory {
  constructor(private readonly accounts: AccountRepository) {}

  find(accountId: string): Promise<StoredAccount | null> {
    return this.accounts.find(accountId);
  }

  findBySlug(slug: string): Promise<StoredAccount | null> {
    return this.accounts.findBySlug(slug);
  }
}
