import { Injectable } from '@nestjs/common';
import type { Actor } from '@seatkeeper/contracts';
import { InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import type { PaidCard } from '../payments/payment-provider.js';
import { removeCard, saveCard, type SavingOrder } from './payment-methods.js';
import { paymentMethods, type StoredPaymentMethod } from './payment-methods.schema.js';

@Injectable()
export class PaymentMethodsRepository {
  constructor(
    @InjectCollection(paymentMethods) private readonly methods: TenantCollection<StoredPaymentMethod>,
  ) {}

  find(accountId: string): Promise<StoredPaymentMethod | null> {
    return this.methods.findById(accountId, accountId);
  }

  /** Notes whom the provider knows an account as, unless that is known. */
  async introduce(accountId: string, customer: string): Promise<void> {
    await this.methods.insertMissing([{ _id: accountId, accountId, customer }]);
  }

  async save(accountId: string, card: PaidCard, order: SavingOrder, now: Date): Promise<void> {
    await this.methods.decide(accountId, accountId, (known) => saveCard(known, card, order, now));
  }

  async remove(accountId: string, method: string, by: Actor, now: Date): Promise<void> {
    await this.methods.decide(accountId, accountId, (known) => removeCard(known, method, by, now));
  }
}
