import { Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { AccountsRepository } from './accounts.repository.js';
import type { StoredAccount } from './accounts.schema.js';
import { HierarchyRepository } from './hierarchy.repository.js';
import { MOST_AFFILIATES, MOST_LEVELS, type Placed } from './trees.js';

/** Who is above and below whom, read anew each time: what somebody has left, they are out of at once. */
@Injectable()
export class LineageService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly hierarchy: HierarchyRepository,
    private readonly clock: Clock,
  ) {}

  /** The account itself, the one right above it, and so on to the top; nothing for an account that is not there. */
  async up(accountId: string): Promise<StoredAccount[]> {
    const line: StoredAccount[] = [];
    for (let next: string | undefined = accountId; next !== undefined; next = line.at(-1)?.parentId) {
      refuseEndless(line);
      const account: StoredAccount | null = await this.accounts.find(next);
      if (!account) break;
      line.push(account);
    }
    return line;
  }

  /**
   * The same for who has announced to place `placed`, and no further than there: null when another account on the way is just
   * being placed. What somebody announced who never came back is taken away, and then they cannot write it any more.
   */
  async upUnlessPlacing(accountId: string, placed: string): Promise<StoredAccount[] | null> {
    const line: StoredAccount[] = [];
    for (let next: string | undefined = accountId; next !== undefined;) {
      refuseEndless(line);
      const account: StoredAccount | null = await this.accounts.find(next);
      if (!account) break;
      if (account._id === placed) return [...line, account];
      const { placing } = account;
      if (placing && placing.until > this.clock.now()) return null;
      if (placing) await this.hierarchy.revoke(account._id, placing.id);
      else {
        line.push(account);
        next = account.parentId;
      }
    }
    return line;
  }

  /**
   * An account that is open and below another, at whatever depth. Rejects with `not-found` for every other one, the account
   * itself among them.
   */
  async affiliate(accountId: string, affiliateId: string): Promise<Placed & { line: StoredAccount[] }> {
    const line = await this.up(affiliateId);
    const depth = line.findIndex(({ _id }) => _id === accountId);
    const [branch] = line;
    if (!branch || branch.opening || depth < 1) throw Fault.notFound('affiliate');
    return { branch, depth, line };
  }

  /** Whether an account is open and below another, at whatever depth. */
  async isBelow(above: string, accountId: string): Promise<boolean> {
    const line = await this.up(accountId);
    return line[0]?.opening === undefined && line.findIndex(({ _id }) => _id === above) > 0;
  }

  /** Everything below an account, a read for each level; or what is right below. Rejects with `hierarchy-too-large`. */
  async below(accountId: string, levels = 2 * MOST_LEVELS): Promise<Placed[]> {
    const found: Placed[] = [];
    const seen = new Set([accountId]);
    for (let depth = 1, above = [accountId]; depth <= levels && above.length > 0; depth += 1) {
      // Those who race for the last places may all get one, so there may be a few more than are allowed.
      const most = 2 * MOST_AFFILIATES;
      const next = (await this.hierarchy.rightBelow(above, most)).filter(({ _id }) => !seen.has(_id));
      above = next.map(({ _id }) => _id);
      for (const id of above) seen.add(id);
      found.push(...next.filter(({ opening }) => !opening).map((branch) => ({ branch, depth })));
      if (found.length >= most) throw new Fault('hierarchy-too-large');
    }
    return found;
  }
}

function refuseEndless(line: readonly unknown[]): void {
  if (line.length > 2 * MOST_LEVELS) throw new Fault('hierarchy-too-large');
}
