import { Injectable } from '@nestjs/common';
import { SeatDifferenceKind } from '@seatkeeper/contracts';
import { InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import type { Mismatch } from './reconciliation.js';
import { seatDifferences, type StoredDifference } from './seat-differences.schema.js';

/** How many that are over are forgotten by one comparison; what is left goes by the next one. */
const MOST_AT_ONCE = 1_000;

const keyOf = (accountId: string, { product, userId, kind }: Mismatch): string =>
  `${accountId}/${product}/${userId}/${kind}`;

/** Remembers since when seats and users do not agree, where that could not be repaired at once. */
@Injectable()
export class SeatDifferencesRepository {
  constructor(
    @InjectCollection(seatDifferences) private readonly differences: TenantCollection<StoredDifference>,
  ) {}

  /** Found by a comparison that began at `seenAt`, perhaps not for the first time. */
  async note(accountId: string, { userId, product, kind }: Mismatch, seenAt: Date): Promise<void> {
    const _id = keyOf(accountId, { userId, product, kind });
    const first = { _id, accountId, userId, product, kind, since: seenAt, seenAt };
    if ((await this.differences.insertMissing([first])) === 0)
      await this.differences.touch(accountId, { _id }, { $max: { seenAt } });
  }

  /** This user and the seats of the product agree. */
  async settle(accountId: string, userId: string, product: string): Promise<void> {
    await Promise.all(
      SeatDifferenceKind.options.map((kind) =>
        this.differences.remove(accountId, { _id: keyOf(accountId, { userId, product, kind }) }),
      ),
    );
  }

  /**
   * What a comparison of a product that began at `startedAt` did not find any more. One that was found since, by another copy of the
   * service, stays.
   */
  async forgetUnseen(accountId: string, product: string, startedAt: Date): Promise<void> {
    const unseen = { product, seenAt: { $lt: startedAt } };
    const over = await this.differences.find(accountId, unseen, { limit: MOST_AT_ONCE });
    for (const { _id, seenAt } of over) await this.differences.remove(accountId, { _id, seenAt });
  }

  /** The oldest ones of an account. */
  oldest(accountId: string, limit: number): Promise<StoredDifference[]> {
    return this.differences.find(accountId, {}, { limit, sort: { since: 1, _id: 1 } });
  }

  /** Of which products something is remembered, in each of these accounts. */
  productsOf(accountIds: readonly string[]): Promise<{ accountId: string; products: string[] }[]> {
    return this.differences.acrossAccounts.aggregate([
      { $match: { accountId: { $in: [...accountIds] } } },
      { $group: { _id: '$accountId', products: { $addToSet: '$product' } } },
      { $project: { _id: 0, accountId: '$_id', products: 1 } },
    ]);
  }
}
