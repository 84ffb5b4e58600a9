import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { Fault, reportPayment, type Input, type Output } from '@seatkeeper/contracts';
import { Clock, crash, logger } from '@seatkeeper/service';
import { PaymentMethodsService } from '../payment-methods/payment-methods.service.js';
import { CardChargesService } from './card-charges.service.js';
import { CheckoutService } from './checkout.service.js';
import { OrdersRepository } from './orders.repository.js';
import type { StoredOrder } from './orders.schema.js';
import { PayPagesService } from './pay-pages.service.js';
import { settle } from './settlement.js';
import { StripeClient } from '../payments/stripe.client.js';

/** What follows from the payments of orders that are paid at once. Every step can be repeated, by anybody. */
@Injectable()
export class PaymentsService {
  private readonly log = logger('payments');

  constructor(
    private readonly orders: OrdersRepository,
    private readonly checkout: CheckoutService,
    private readonly stripe: StripeClient,
    private readonly methods: PaymentMethodsService,
    private readonly charges: CardChargesService,
    private readonly pages: PayPagesService,
    private readonly clock: Clock,
  ) {}

  @Handle(reportPayment)
  async report(report: Input<typeof reportPayment>): Promise<Output<typeof reportPayment>> {
    const order = await this.orderOf(report);
    // The account at Stripe may serve other things, too.
    if (!order?.payment) return { known: false };
    await this.look(order);
    return { known: true };
  }

  /** Asks the provider what became of the payment of an order, and does what follows, until nothing is left to do. */
  async look(known: StoredOrder): Promise<void> {
    if (known.payment?.page) return void (await this.pages.look(known));
    if (known.payment?.byCard) return this.charges.look(known);
    const order = await this.settled(known);
    if (order) await this.goOn(order);
  }

  /** Charges an order that took effect and is to be charged by now, looks at the page where it is paid, or does what is left to do. */
  charge(known: StoredOrder): Promise<void> {
    return known.payment?.page && !known.payment.paidAt ? this.look(known) : this.charges.goOn(known);
  }

  /** The order by what the provider says now. */
  private async settled({ accountId, _id, payment, placedBy }: StoredOrder): Promise<StoredOrder | null> {
    if (payment?.reference === undefined) return null;
    const saves = payment.savesCard === true && !payment.paidAt;
    const seen = await this.stripe.look(payment.reference, saves);
    // Saved first: who dies in between looks again, for the order still waits.
    if (saves && seen.state === 'paid' && seen.card) {
      await this.methods.save(accountId, seen.card, { _id, placedBy });
      crash('licensing.payment.afterSaving');
    }
    const now = this.clock.now();
    const order = await this.orders.decide(accountId, _id, (known) => settle(known, seen, now));
    crash('licensing.payment.afterSettlement');
    return order;
  }

  private async goOn(order: StoredOrder): Promise<void> {
    if (order.payment?.refundDue) return this.payBack(order);
    if (order.status !== 'approved') return;
    try {
      await this.checkout.finish(order);
    } catch (error) {
      // Another order came first, and this one was paid all the same.
      if (!(error instanceof Fault) || error.code !== 'order-outdated') throw error;
      const outdated = await this.orders.find(order.accountId, order._id);
      if (outdated?.payment?.refundDue) await this.payBack(outdated);
    }
  }

  /** Whether it is paid back is what the provider says of it then: until it does, the sweeper asks again. */
  private async payBack(order: StoredOrder): Promise<void> {
    const { _id, accountId, payment } = order;
    if (payment?.intent === undefined) return;
    this.log.warn('What was paid for an order that is outdated is paid back', { accountId, order: _id });
    await this.stripe.refund(_id, payment.intent);
    crash('licensing.payment.afterRefund');
    await this.settled(order);
  }

  private async orderOf({ orderId, intent }: Input<typeof reportPayment>): Promise<StoredOrder | null> {
    const named = orderId === undefined ? null : await this.orders.findOfAnyAccount(orderId);
    return named ?? (intent === undefined ? null : this.orders.findByIntent(intent));
  }
}
