import { Injectable } from '@nestjs/common';
import { DuplicateKey, InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import type { SeatCounts } from '../seats/seats.js';
import { followOverAllocation, nextCheck, type OverAllocationPolicy } from './over-allocations.js';
import { type Look, nothingTold, warn } from './warnings.js';
import { type StoredWarning, warnings } from './warnings.schema.js';

@Injectable()
export class WarningsRepository {
  constructor(@InjectCollection(warnings) private readonly warnings: TenantCollection<StoredWarning>) {}

  /** What was told of a product last; null when it was never looked at. */
  known(look: Look): Promise<StoredWarning | null> {
    return this.warnings.findById(look.accountId, nothingTold(look)._id);
  }

  /** What was told of some products of an account. */
  of(accountId: string, products: readonly string[]): Promise<StoredWarning[]> {
    const ids = products.map((product) => nothingTold({ accountId, product })._id);
    return this.warnings.find(accountId, { _id: { $in: ids } }, { limit: ids.length, joined: true });
  }

  /** Of all accounts, the over-allocations that are to be reminded of. */
  due(now: Date, limit: number): Promise<StoredWarning[]> {
    const options = { sort: { remindAt: 1 as const }, limit };
    return this.warnings.acrossAccounts.findDue({ remindAt: { $lte: now } }, options);
  }

  /** Of all accounts, the over-allocations of which it is to be looked at whether those are kept out who should be. */
  toCheck(now: Date, limit: number): Promise<StoredWarning[]> {
    const options = { sort: { checkAt: 1 as const }, limit };
    return this.warnings.acrossAccounts.findDue({ checkAt: { $lte: now } }, options);
  }

  /** It was looked at; false when somebody else has noted that. */
  noteCheck({ accountId, _id, checkAt }: StoredWarning, now: Date): Promise<boolean> {
    return this.warnings.touch(accountId, { _id, checkAt }, { $set: { checkAt: nextCheck(now) } });
  }

  /**
   * Writes what is to be told of counts that were taken after what was known was read. `overtaken` when somebody else has
   * written meanwhile: theirs may be newer, so count again.
   */
  async tell(
    look: Look,
    known: StoredWarning | null,
    counts: SeatCounts,
    policy: OverAllocationPolicy,
    now: Date,
  ): Promise<'told' | 'nothing' | 'overtaken'> {
    const first = nothingTold(look);
    const told = [
      warn(known ?? first, counts, look, now),
      followOverAllocation(known ?? first, counts, look, policy, now),
    ].filter((change) => change !== null);
    if (told.length === 0) return 'nothing';
    const set = Object.assign({}, ...told.map((change) => change.set)) as Partial<StoredWarning>;
    const unset = told.flatMap((change) => change.unset);
    const events = told.flatMap((change) => change.events);
    if (known)
      return (await this.warnings.change(known, { set, unset }, events)) === null ? 'overtaken' : 'told';
    try {
      await this.warnings.insert({ ...first, ...set }, events);
      return 'told';
    } catch (error) {
      if (error instanceof DuplicateKey) return 'overtaken';
      throw error;
    }
  }
}
