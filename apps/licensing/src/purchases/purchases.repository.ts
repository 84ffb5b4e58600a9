import { Injectable } from '@nestjs/common';
import { InjectCollection, Leases, type TenantCollection } from '@seatkeeper/mongo';
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

  whileHeld(
    held: StoredPurchase,
    now: () => Date,
    work: (alive: () => void) => Promise<void>,
  ): Promise<void> {
    return this.leases.whileHeld(held, now, work);
  }

  /** Says that all seats are there, and lets go of the purchase. Rejects with LeaseLost. */
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

  /** Of all accounts, those that somebody began and did not finish, oldest first. */
  abandoned(now: Date, limit: number): Promise<StoredPurchase[]> {
    return this.leases.abandoned(now, limit);
  }
}
