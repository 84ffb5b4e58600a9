import { Injectable } from '@nestjs/common';
import { InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import { apply, receive, type Purchase } from './purchases.js';
import { purchases, type StoredPurchase } from './purchases.schema.js';

@Injectable()
export class PurchasesRepository {
  constructor(@InjectCollection(purchases) private readonly purchases: TenantCollection<StoredPurchase>) {}

  /** The purchase as it is known: as it is told now, or as it was told first. */
  async keep(purchase: Purchase, now: Date): Promise<StoredPurchase> {
    const told = receive(purchase, now);
    await this.purchases.insertMissing([told]);
    const known = await this.purchases.findById(told.accountId, told._id);
    if (!known) throw new Error(`The purchase ${told._id} was stored and is gone.`);
    return known;
  }

  /** Whoever comes first says that the seats are there; for all others there is nothing left to do. */
  async markApplied({ accountId, _id }: StoredPurchase, now: Date): Promise<void> {
    await this.purchases.decide(accountId, _id, (purchase) => apply(purchase, now));
  }

  /** Of all accounts, those that somebody began and did not finish, oldest first. */
  due(now: Date, limit: number): Promise<StoredPurchase[]> {
    return this.purchases.acrossAccounts.find({ dueAt: { $lte: now } }, { sort: { dueAt: 1 }, limit });
  }

  /** True for one of several sweepers; the others leave the purchase to it until `until`. */
  postpone(purchase: StoredPurchase, until: Date): Promise<boolean> {
    const { accountId, _id, dueAt } = purchase;
    return this.purchases.touch(accountId, { _id, dueAt }, { $set: { dueAt: until } });
  }
}
