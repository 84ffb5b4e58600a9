import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { checkOutInvoice, Fault, refuse, type Input, type Output } from '@seatkeeper/contracts';
import { Clock, crash } from '@seatkeeper/service';
import { InvoicesService } from '../invoices/invoices.service.js';
import { PaymentMethodsService } from '../payment-methods/payment-methods.service.js';
import { CardsClient } from '../payments/cards.client.js';
import { StripeClient } from '../payments/stripe.client.js';
import { CardChargesService } from './card-charges.service.js';
import { OrdersRepository } from './orders.repository.js';
import type { StoredOrder } from './orders.schema.js';
import { notePage, notPayable, refusePage, settlePage } from './pay-pages.js';

/** Pages where open invoices are paid. While there is one nothing is charged to a card: an invoice has one way to be paid at a time. */
@Injectable()
export class PayPagesService {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly invoices: InvoicesService,
    private readonly methods: PaymentMethodsService,
    private readonly cards: CardsClient,
    private readonly stripe: StripeClient,
    private readonly charges: CardChargesService,
    private readonly clock: Clock,
  ) {}

  @Handle(checkOutInvoice)
  async open({
    accountId,
    invoiceId,
    by,
    saveCard,
  }: Input<typeof checkOutInvoice>): Promise<Output<typeof checkOutInvoice>> {
    const { orderId } = await this.invoices.get({ accountId, invoiceId });
    // Ends: to begin anew means that somebody else has noted a page, a try or a payment.
    for (;;) {
      const order = await this.orders.find(accountId, orderId);
      if (!order) throw Fault.notFound('invoice');
      refuse(refusePage(order, await this.invoices.isPaid(accountId, orderId), this.stripe.isOn));
      if (order.payment?.page) {
        const { page } = (await this.look(order))?.payment ?? {};
        if (page?.isDeciding) throw notPayable('under-way');
        if (page) return { checkoutUrl: page.url };
        continue;
      }
      // First of all: who froze before they confirmed a try must not charge what is paid on a page.
      const intent = await this.endTries(order);
      crash('licensing.invoice.afterCancel');
      const savingFor = saveCard ? await this.methods.customerOf(accountId) : undefined;
      const page = await this.stripe.openInvoice(order, (order.payment?.pages ?? 0) + 1, savingFor);
      if (!page) throw notPayable('too-little');
      crash('licensing.invoice.afterPage');
      const noted = { ...page, by, ...(saveCard && { savesCard: true as const }) };
      await this.orders.decide(accountId, orderId, (known) =>
        notePage(known, noted, intent, by, this.clock.now()),
      );
      crash('licensing.invoice.afterNote');
    }
  }

  /** Asks the provider what became of the page, closes one whose invoice was paid in another way, and does what follows. */
  async look(order: StoredOrder): Promise<StoredOrder | null> {
    const { accountId, _id, payment } = order;
    const { page } = payment ?? {};
    if (!page) return order;
    const saves = page.savesCard === true;
    const isPaidOtherwise = await this.invoices.isPaid(accountId, _id);
    if (isPaidOtherwise) await this.stripe.close(page.reference);
    const seen = await this.stripe.look(page.reference, saves);
    if (saves && seen.state === 'paid' && seen.card)
      await this.methods.save(accountId, seen.card, { _id, placedBy: page.by });
    const times = await this.charges.timesOf(accountId);
    const after = await this.orders.decide(accountId, _id, (known) =>
      settlePage(known, page.reference, seen, isPaidOtherwise, times, this.clock.now()),
    );
    crash('licensing.invoice.afterSettlement');
    await this.charges.finish(after);
    return after;
  }

  /** The charge that can be confirmed by nobody any more, if there was one. */
  private async endTries(order: StoredOrder): Promise<string | undefined> {
    const { intent } = order.payment ?? {};
    if (intent === undefined) return undefined;
    const seen = await this.cards.cancel(intent);
    if (seen.state === 'canceled') return intent;
    await this.charges.look(order);
    throw notPayable(seen.state === 'paid' ? 'paid' : 'under-way');
  }
}
