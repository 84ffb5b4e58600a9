import { moveAffiliate, userActor } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { AccountsRepository } from '../src/accounts/accounts.repository.js';
import type { StoredAccount } from '../src/accounts/accounts.schema.js';
import type { Stage } from './stage.js';
import { storedAccount } from './stored-users.js';

/** Accounts of one hierarchy as they lie in the database, for tests that do not need anybody in them. */
export interface Hierarchy {
  readonly top: string;
  /** An account below another one, the top if none is said. */
  add(name?: string, parentId?: string): Promise<string>;
  /** A move by the top. */
  move(affiliateId: string, under: string): Promise<unknown>;
  find(accountId: string): Promise<StoredAccount | null>;
  /** The ids from an account up to the top of its hierarchy, or to the first that comes twice. */
  line(accountId: string): Promise<string[]>;
}

export const by = userActor(newId('usr'));

export async function hierarchy(stage: Pick<Stage, 'ask' | 'identity'>): Promise<Hierarchy> {
  const accounts = stage.identity.get(AccountsRepository);
  const begin = async (given: Partial<StoredAccount>) => (await accounts.begin(storedAccount(given)))._id;
  const top = await begin({ name: 'Top' });
  const since = new Date();
  return {
    top,
    add: (name = 'Below', parentId = top) => begin({ name, parentId, parentSince: since }),
    move: (affiliateId, under) => stage.ask(moveAffiliate, { accountId: top, by, affiliateId, under }),
    find: (accountId) => accounts.find(accountId),
    line: async (accountId) => {
      const line: string[] = [];
      for (let next: string | undefined = accountId; next !== undefined && !line.includes(next);) {
        line.push(next);
        next = (await accounts.find(next))?.parentId;
      }
      return line;
    },
  };
}
