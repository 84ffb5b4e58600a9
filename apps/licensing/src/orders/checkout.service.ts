import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  approveOrder,
  checkOutOrder,
  Fault,
  refuse,
  type Actor,
  type Input,
  type Order,
} from '@seatkeeper/contracts';
import type { NewEvent } from '@seatkeeper/mongo';
import { Clock, crash } from '@seatkeeper/service';
import { refuseOtherDoor } from '../accounts/accounts.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { InvoicesService } from '../invoices/invoices.service.js';
import { PaymentMethodsService } from '../payment-methods/payment-methods.service.js';
import type { PaymentPage } from '../payments/payment-provider.js';
import { StripeClient } from '../payments/stripe.client.js';
import { PurchasesService } from '../purchases/purchases.service.js';
import { refuseOutdated } from '../subscriptions/subscriptions.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { CardChargesService } from './card-charges.service.js';
import {
  approve,
  checkOut,
  complete,
  outdate,
  outdated,
  purchaseIdOf,
  refuseCheckout,
  refusePaymentBy,
  refuseSaving,
  toOrder,
} from './orders.js';
import { OrdersRepository } from './orders.repository.js';
import type { StoredOrder } from './orders.schema.js';

/** From a quote to seats: ordered, approved, in effect. Every step can be repeated, by anybody. */
@Injectable()
export class CheckoutService {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly accounts: AccountsService,
    private readonly subscriptions: SubscriptionsService,
    private readonly purchases: PurchasesService,
    private readonly invoices: InvoicesService,
    private readonly stripe: StripeClient,
    private readonly methods: PaymentMethodsService,
    private readonly charges: CardChargesService,
    private readonly clock: Clock,
  ) {}

  @Handle(checkOutOrder)
  async checkOut({
    accountId,
    orderId,
    by,
    provider,
    saveCard,
  }: Input<typeof checkOutOrder>): Promise<Order> {
    const now = this.clock.now();
    const order = await this.orders.find(accountId, orderId);
    if (!order) throw Fault.notFound('order');
    refuse(refuseSaving(provider, saveCard));
    let page: (PaymentPage & { savesCard?: true }) | null = null;
    if (order.status === 'quoted') {
      refuse(refuseCheckout(order, now));
      refuse(refuseOutdated(order.basis, await this.subscriptions.of(accountId)));
      refuse(refusePaymentBy(order, provider, this.stripe.isOn, now));
      refuse(refuseOtherDoor(await this.accounts.billBy(accountId, 'seatkeeper'), 'seatkeeper'));
      // Opened first: who dies in between leaves a page that nobody was sent to, and gets the same one next time.
      if (provider === 'stripe') {
        const savingFor = saveCard ? await this.methods.customerOf(accountId) : undefined;
        page = { ...(await this.stripe.open(order, savingFor)), ...(saveCard && { savesCard: true }) };
        crash('licensing.order.afterPage');
      }
    }
    const ordered = await this.orders.decide(accountId, orderId, (known) => checkOut(known, by, now, page));
    if (!ordered) throw Fault.notFound('order');
    return toOrder(ordered, now, this.stripe.isOn);
  }

  @Handle(approveOrder)
  async approve({ orderId, by, operatorAccountId }: Input<typeof approveOrder>): Promise<Order> {
    const found = await this.orders.findOfAnyAccount(orderId);
    if (!found) throw Fault.notFound('order');
    const now = this.clock.now();
    const approved = await this.orders.decide(found.accountId, orderId, (order) =>
      approve(order, by, operatorAccountId, now),
    );
    crash('licensing.order.afterApproval');
    if (!approved) throw Fault.notFound('order');
    if (approved.status === 'outdated') throw outdated();
    return toOrder(await this.finish(approved), now, this.stripe.isOn);
  }

  /** Takes an order that needs no approval to its end; one that is known by its id goes on where it is. */
  async order(order: Omit<StoredOrder, 'version'>, events: readonly NewEvent[]): Promise<void> {
    const kept = await this.orders.keep(order, events);
    crash('licensing.order.afterRenewal');
    if (kept) await this.goOn(kept);
  }

  /** Takes an approved order to its end, and charges it if it is charged to a card. */
  async goOn(order: StoredOrder): Promise<void> {
    await this.charges.goOn(await this.finish(order));
  }

  /** Takes an approved order to its end. Rejects with `order-outdated`, once and for all, if another came first. */
  async finish(order: StoredOrder): Promise<StoredOrder> {
    if (order.status !== 'approved') return order;
    const { accountId, _id, basis, after, approvedBy: by = order.placedBy } = order;
    try {
      await this.subscriptions.apply({ accountId, orderId: _id, by, basis, after });
    } catch (error) {
      if (error instanceof Fault && error.code === 'order-outdated')
        await this.orders.decide(accountId, _id, (known) =>
          known.status === 'approved' ? outdate(known, this.clock.now()) : null,
        );
      throw error;
    }
    crash('licensing.order.afterSubscription');
    for (const { product, seats } of order.items) if (seats > 0) await this.bring(order, product, seats, by);
    crash('licensing.order.afterSeats');
    await this.invoices.issue(order);
    crash('licensing.order.afterInvoice');
    const completed = await this.orders.decide(accountId, _id, (known) => complete(known, this.clock.now()));
    return completed ?? order;
  }

  private async bring(order: StoredOrder, product: string, quantity: number, actor: Actor): Promise<void> {
    const { accountId } = order;
    const purchaseId = purchaseIdOf(order, product);
    const purchase = { accountId, purchaseId, origin: 'order' as const, product, quantity, actor };
    if (!(await this.purchases.buy(purchase)))
      throw new Fault('service-unavailable', 'The seats of the order are just being added.');
  }
}
