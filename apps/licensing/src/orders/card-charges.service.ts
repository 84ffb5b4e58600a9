import { Injectable } from '@nestjs/common';
import { Clock, crash, logger } from '@seatkeeper/service';
import { InvoicesService } from '../invoices/invoices.service.js';
import { PaymentMethodsService } from '../payment-methods/payment-methods.service.js';
import { CardsClient } from '../payments/cards.client.js';
import type { SeenCharge } from '../payments/payment-provider.js';
import { awaitsCharge } from './orders.js';
import { OrdersRepository } from './orders.repository.js';
import type { StoredOrder } from './orders.schema.js';
import { chargeNothing, giveUpCard, settle } from './settlement.js';

/**
 * Charges renewals, which have taken effect by then, to saved cards. Every step can be repeated, by anybody: an order has one payment at
 * the provider at most, so who charges it once more is told what became of the first time.
 */
@Injectable()
export class CardChargesService {
  private readonly log = logger('card-charges');

  constructor(
    private readonly orders: OrdersRepository,
    private readonly invoices: InvoicesService,
    private readonly methods: PaymentMethodsService,
    private readonly cards: CardsClient,
    private readonly clock: Clock,
  ) {}

  /** Charges an order that is to be charged, and notes that the invoice of one that was is paid. */
  async goOn(order: StoredOrder): Promise<void> {
    const { payment, status } = order;
    if (!payment?.byCard || status !== 'completed') return;
    await this.finish(awaitsCharge(order) ? await this.charge(order) : order);
  }

  /** Asks the provider what became of the charge of an order, and does what follows. */
  async look(order: StoredOrder): Promise<void> {
    const { intent } = order.payment ?? {};
    if (intent === undefined) return this.goOn(order);
    await this.finish(await this.settled(order, await this.cards.look(intent)));
  }

  private async charge(order: StoredOrder): Promise<StoredOrder | null> {
    const { accountId, _id, payment } = order;
    if (!payment?.byCard) return order;
    if (payment.intent !== undefined) return this.settled(order, await this.cards.look(payment.intent));
    if (await this.invoices.isPaid(accountId, _id))
      return this.orders.decide(accountId, _id, (known) => chargeNothing(known));
    const card = await this.methods.chargeable(accountId);
    // Another card may have been saved meanwhile: that one is for the next term. What was charged to this one is found all the same.
    const isThere = card?.method === payment.byCard.method;
    const seen = await this.cards.charge(order, payment.byCard, isThere);
    crash('licensing.charge.afterCharge');
    if (seen) return this.settled(order, seen);
    this.log.warn('A renewal cannot be charged to the saved card', { accountId, order: _id });
    return this.orders.decide(accountId, _id, (known) => giveUpCard(known, this.clock.now()));
  }

  private async settled(order: StoredOrder, seen: SeenCharge): Promise<StoredOrder | null> {
    const { accountId, _id } = order;
    const after = await this.orders.decide(accountId, _id, (known) => settle(known, seen, this.clock.now()));
    crash('licensing.charge.afterSettlement');
    return after;
  }

  /** What was paid is noted in the invoice; until then the order is due. */
  private async finish(order: StoredOrder | null): Promise<void> {
    const { paidAt } = order?.payment ?? {};
    if (!order?.dueAt || !paidAt) return;
    const { accountId, _id } = order;
    await this.invoices.payByCard(accountId, _id, paidAt);
    crash('licensing.charge.afterInvoice');
    await this.orders.decide(accountId, _id, (known) =>
      known.payment?.paidAt && known.dueAt ? { update: { set: {}, unset: ['dueAt'] }, events: [] } : null,
    );
  }
}
