import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@seatkeeper/contracts';
import { InjectCollection, Leases, type TenantCollection } from '@seatkeeper/mongo';
import { correct, withdraw, type WantedCorrection } from './corrections.js';
import { apply, cancel, pauseAfter, purchaseKey, receive, type Purchase } from './purchases.js';
import { purchaseLease } from './purchase-lease.js';
import { purchases, type StoredPurchase } from './purchases.schema.js';

@Injectable()
export class PurchasesRepository {
  private readonly leases: Leases<StoredPurchase>;

  constructor(@InjectCollection(purchases) private readonly purchases: TenantCollection<StoredPurchase>) {
    this.leases = new Leases(purchases, purchaseLease);
  }

  /** Stores a purchase that is told for the first time, held by the caller; null when it is known. */
  async receive(purchase: Purchase, now: Date): Promise<StoredPurchase | null> {
    const told = receive(purchase, now);
    return (await this.purchases.insertMissing([told])) === 1 ? { ...told, version: 1 } : null;
  }

  /** A purchase that is known, as it was told first. */
  async known(purchase: Pick<Purchase, 'accountId' | 'purchaseId'>): Promise<StoredPurchase> {
    const known = await this.purchases.findById(purchase.accountId, purchaseKey(purchase));
    if (!known) throw new Error(`The purchase ${purchase.purchaseId} was stored and is gone.`);
    return known;
  }

  /** Null when somebody else has it, or when all its seats are there. */
  take(purchase: StoredPurchase, now: Date): Promise<StoredPurchase | null> {
    return this.leases.take(purchase, now);
  }

  whileHeld<R>(held: StoredPurchase, now: () => Date, work: (alive: () => void) => Promise<R>): Promise<R> {
    return this.leases.whileHeld(held, now, work);
  }

  /** Says that all seats are there, or as they were corrected, and lets go of the purchase. Rejects with LeaseLost. */
  async markApplied(held: StoredPurchase, now: Date): Promise<void> {
    await this.leases.write(held, (purchase) => apply(purchase, now));
  }

  /** Leaves a purchase that cannot be finished now to whoever comes later. */
  async putDown(held: StoredPurchase, now: Date): Promise<void> {
    await this.leases.putDown(held, now, pauseAfter(held.lease?.attempts ?? 1));
  }

  find(accountId: string, purchaseId: string): Promise<StoredPurchase | null> {
    return this.purchases.findById(accountId, purchaseKey({ accountId, purchaseId }));
  }

  /** Notes a cancellation on its purchase, once. Rejects with `reduction-conflict` when it does not fit. */
  async cancel(
    purchase: StoredPurchase,
    cancellation: { id: string; product: string; quantity: number },
  ): Promise<void> {
    await this.purchases.decideFrom(purchase, (known) => cancel(known, cancellation));
  }

  /** The purchases of an account, the newest first. */
  page(accountId: string, page: PageRequest): Promise<Page<StoredPurchase>> {
    return this.purchases.page(accountId, { filter: {}, sort: [['receivedAt', -1]], page });
  }

  /**
   * Notes a correction, once. Answers the purchase, and whether it is held by the caller, who carries the correction out; null if there is no
   * such purchase. Rejects as `correct` throws.
   */
  async correct(
    { accountId, purchaseId }: Pick<Purchase, 'accountId' | 'purchaseId'>,
    wanted: WantedCorrection,
    now: Date,
  ): Promise<{ purchase: StoredPurchase; isHeld: boolean } | null> {
    let isHeld = false;
    const id = purchaseKey({ accountId, purchaseId });
    const purchase = await this.purchases.decide(accountId, id, (known) => {
      const change = correct(known, wanted, now);
      isHeld = change !== null;
      return change;
    });
    return purchase && { purchase, isHeld };
  }

  /** Takes back the correction that is under way, and lets go of the purchase. Rejects with LeaseLost. */
  async withdraw(held: StoredPurchase): Promise<void> {
    await this.leases.write(held, withdraw);
  }

  /** Of all accounts, those that somebody began and did not finish, oldest first. */
  abandoned(now: Date, limit: number): Promise<StoredPurchase[]> {
    return this.leases.abandoned(now, limit);
  }
}
