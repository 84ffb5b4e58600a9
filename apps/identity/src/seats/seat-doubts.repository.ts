import { Injectable } from '@nestjs/common';
import { claimSeats } from '@seatkeeper/contracts';
import { InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import { seatDoubts, type StoredDoubt } from './seat-doubts.schema.js';

/** Until then a question nobody took has expired, and one that was taken has been answered. */
const CHECK_AFTER_MS = claimSeats.timeoutMs + 1_000;

const PUT_OFF_MS = 60_000;

/** Remembers for whom a claim may have been carried out after it was given up. */
@Injectable()
export class SeatDoubtsRepository {
  constructor(
    @InjectCollection(seatDoubts) private readonly doubts: TenantCollection<StoredDoubt>,
    private readonly clock: Clock,
  ) {}

  async note(accountId: string, userId: string, products: readonly string[]): Promise<void> {
    const checkAt = new Date(this.clock.now().getTime() + CHECK_AFTER_MS);
    await this.doubts.insertMissing([{ _id: userId, accountId, products: [...products], checkAt }]);
    await this.doubts.touch(
      accountId,
      { _id: userId },
      { $addToSet: { products: { $each: [...products] } }, $max: { checkAt } },
    );
  }

  due(limit: number): Promise<StoredDoubt[]> {
    return this.doubts.acrossAccounts.findDue(
      { checkAt: { $lte: this.clock.now() } },
      { limit, sort: { checkAt: 1 } },
    );
  }

  /** Lets the others come first: one that fails every time would be the first for ever. */
  async putOff({ accountId, _id, checkAt }: StoredDoubt): Promise<void> {
    const later = new Date(this.clock.now().getTime() + PUT_OFF_MS);
    await this.doubts.touch(accountId, { _id, checkAt }, { $set: { checkAt: later } });
  }

  /** Forgets a doubt, unless there was a new one since it was read. */
  async settle({ accountId, _id, checkAt }: StoredDoubt): Promise<void> {
    await this.doubts.remove(accountId, { _id, checkAt });
  }
}
