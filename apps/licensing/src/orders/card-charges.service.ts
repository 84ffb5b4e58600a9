import { Inject, Injectable } from '@nestjs/common';
import { Clock, crash, logger, SETTINGS } from '@seatkeeper/service';
import { AccountsService } from '../accounts/accounts.service.js';
import { InvoicesService } from '../invoices/invoices.service.js';
import { PaymentMethodsService } from '../payment-methods/payment-methods.service.js';
import { CardsClient } from '../payments/cards.client.js';
import type { SeenCharge } from '../payments/payment-provider.js';
import type { LicensingSettings } from '../settings.js';
import { awaitsCharge } from './orders.js';
import { OrdersRepository } from './orders.repository.js';
import type { StoredOrder } from './orders.schema.js';
import {
  beginTry,
  chargeNothing,
  giveUpCard,
  isToCharge,
  isUnderWay,
  settleCharge,
  type TryTimes,
} from './tries.js';

/**
 * Charges renewals, which have taken effect by then, to saved cards, and tries again those that were declined. Every step can be repeated, by anybody: a try
 * is noted before it is confirmed, and confirmed once, so who goes on with it is told what became of it.
 */
@Injectable()
export class CardChargesService {
  private readonly log = logger('card-charges');

  constructor(
    private readonly orders: OrdersRepository,
    private readonly accounts: AccountsService,
    private readonly invoices: InvoicesService,
    private readonly methods: PaymentMethodsService,
    private readonly cards: CardsClient,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: LicensingSettings,
  ) {}

  /** Charges an order that is to be charged now, and notes that the invoice of one that was is paid. */
  async goOn(order: StoredOrder): Promise<void> {
    if (!order.payment || order.status !== 'completed') return;
    if (awaitsCharge(order)) {
      if (!isToCharge(order, this.clock.now())) return;
      return this.finish(await this.charge(order));
    }
    await this.finish(order);
  }

  /** Asks the provider what became of the charge of an order, and does what follows. */
  async look(order: StoredOrder): Promise<void> {
    const { intent } = order.payment ?? {};
    if (intent === undefined) return this.goOn(order);
    await this.finish(await this.settled(order, await this.cards.look(intent)));
  }

  private async charge(order: StoredOrder): Promise<StoredOrder | null> {
    const { accountId, _id } = order;
    if (await this.invoices.isPaid(accountId, _id)) return this.chargeNothing(order);
    const begun = order.payment && isUnderWay(order.payment) ? order : await this.begin(order);
    const { attempt, intent } = begun?.payment ?? {};
    if (!begun || !attempt || attempt.isOver || intent === undefined) return begun;
    const ready = await this.cards.makeReady(_id, intent, attempt);
    if (!ready) return this.giveUp(begun);
    crash('licensing.charge.afterReady');
    if (ready.number !== attempt.number || ready.state !== 'ready') return this.settled(begun, ready);
    // Who froze until the provider had forgotten that it was asked may have made ready what was tried meanwhile.
    const known = await this.orders.find(accountId, _id);
    if (known?.payment?.attempt?.number !== attempt.number || !isUnderWay(known.payment)) return known;
    const seen = await this.cards.confirm(_id, intent, attempt);
    crash('licensing.charge.afterCharge');
    return seen ? this.settled(begun, seen) : this.giveUp(begun);
  }

  /** The order with its next try noted, by the card that is saved now; as it is by then, if there is none to be made. */
  private async begin(order: StoredOrder): Promise<StoredOrder | null> {
    const { accountId, _id, payment } = order;
    const card = await this.methods.chargeable(accountId);
    if (!card) return this.giveUp(order);
    const intent = payment?.intent ?? (await this.cards.open(order, card.customer, payment?.canceled));
    if (intent === null) return this.giveUp(order);
    crash('licensing.charge.afterOpening');
    const begun = await this.orders.decide(accountId, _id, (known) =>
      beginTry(known, intent, card, this.clock.now()),
    );
    crash('licensing.charge.afterNote');
    return begun;
  }

  private giveUp(order: StoredOrder): Promise<StoredOrder | null> {
    const { accountId, _id } = order;
    this.log.warn('A renewal cannot be charged to a saved card', { accountId, order: _id });
    return this.orders.decide(accountId, _id, (known) => giveUpCard(known, order, this.clock.now()));
  }

  /** The invoice was paid in another way. Who froze before they confirmed a try finds that nothing can be confirmed any more. */
  private async chargeNothing(order: StoredOrder): Promise<StoredOrder | null> {
    const { accountId, _id, payment } = order;
    if (payment?.intent !== undefined) {
      const seen = await this.cards.cancel(payment.intent);
      if (seen.state !== 'canceled') return this.settled(order, seen);
    }
    return this.orders.decide(accountId, _id, (known) => chargeNothing(known));
  }

  private async settled(order: StoredOrder, seen: SeenCharge): Promise<StoredOrder | null> {
    const { accountId, _id } = order;
    const times = await this.timesOf(accountId);
    const after = await this.orders.decide(accountId, _id, (known) =>
      settleCharge(known, seen, times, this.clock.now()),
    );
    crash('licensing.charge.afterSettlement');
    return after;
  }

  /** When cards of an account that were declined are tried again. */
  async timesOf(accountId: string): Promise<TryTimes> {
    const { timeZone = 'UTC' } = await this.accounts.known(accountId);
    const { CARD_RETRY_DAYS: days, CARD_RETRY_HOUR: hour } = this.settings;
    return { days, hour, timeZone };
  }

  /** What was paid is noted in the invoice; until then the order is due. */
  async finish(order: StoredOrder | null): Promise<void> {
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
