import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { getPaymentMethod, type Input, type PaymentMethod, removePaymentMethod } from '@seatkeeper/contracts';
import { Clock, crash } from '@seatkeeper/service';
import { CardsClient } from '../payments/cards.client.js';
import type { ChargedCard, PaidCard } from '../payments/payment-provider.js';
import { isExpired, type SavingOrder, toPaymentMethod } from './payment-methods.js';
import { PaymentMethodsRepository } from './payment-methods.repository.js';

/** The card that the renewals of an account are charged to. */
@Injectable()
export class PaymentMethodsService {
  constructor(
    private readonly methods: PaymentMethodsRepository,
    private readonly cards: CardsClient,
    private readonly clock: Clock,
  ) {}

  @Handle(getPaymentMethod)
  async get({ accountId }: Input<typeof getPaymentMethod>): Promise<PaymentMethod> {
    const known = await this.methods.find(accountId);
    return toPaymentMethod(known?.card, this.clock.now());
  }

  /** The provider forgets it first: who dies in between leaves a card that can no longer be charged, and is removed by asking again. */
  @Handle(removePaymentMethod)
  async remove({ accountId, by }: Input<typeof removePaymentMethod>): Promise<Record<string, never>> {
    const known = await this.methods.find(accountId);
    if (!known?.card) return {};
    const { method } = known.card;
    if (this.cards.isOn) await this.cards.forget(method);
    crash('licensing.payment-method.afterForgetting');
    await this.methods.remove(accountId, method, by, this.clock.now());
    return {};
  }

  /** Whom the provider knows the account as, from now on at the latest. Two who ask at once are told the same. */
  async customerOf(accountId: string): Promise<string> {
    const known = await this.methods.find(accountId);
    if (known) return known.customer;
    await this.methods.introduce(accountId, await this.cards.introduce(accountId));
    return (await this.methods.find(accountId))?.customer ?? '';
  }

  save(accountId: string, card: PaidCard, order: SavingOrder): Promise<void> {
    return this.methods.save(accountId, card, order, this.clock.now());
  }

  /** The card that can be charged now; null without one, when it has expired, and where no payments are taken. */
  async chargeable(accountId: string): Promise<ChargedCard | null> {
    if (!this.cards.isOn) return null;
    const known = await this.methods.find(accountId);
    if (!known?.card || isExpired(known.card, this.clock.now())) return null;
    return { customer: known.customer, method: known.card.method };
  }
}
