import { Injectable } from '@nestjs/common';
import { On } from '@seatkeeper/bus';
import { type EventData, paymentMethodSaved, paymentNoted } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { InvoicesService } from '../invoices/invoices.service.js';
import { PaymentMethodsService } from '../payment-methods/payment-methods.service.js';
import { awaitsCharge, type OrderChange } from './orders.js';
import { OrdersRepository } from './orders.repository.js';
import type { StoredOrder } from './orders.schema.js';
import { chargeTo } from './tries.js';

/** Due at once, for whoever goes on with it sees then that nothing is left to be paid. */
function stopTrying(order: StoredOrder, now: Date): OrderChange | null {
  const { payment, status } = order;
  if (!payment || status !== 'completed') return null;
  if (payment.page && !payment.paidAt) return { update: { set: { dueAt: now } }, events: [] };
  if (!awaitsCharge(order)) return null;
  return { update: { set: { dueAt: now, payment: { ...payment, tryAt: now } } }, events: [] };
}

/** What has open renewals be charged at once, or not any more. Here they become due alone: what is due the sweeper goes on with. */
@Injectable()
export class ChargeCausesService {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly invoices: InvoicesService,
    private readonly methods: PaymentMethodsService,
    private readonly clock: Clock,
  ) {}

  /** By the card that is saved when this is heard: of two that were saved one after the other, the later one. */
  @On(paymentMethodSaved)
  async saved({ accountId }: EventData<typeof paymentMethodSaved>): Promise<void> {
    const card = await this.methods.chargeable(accountId);
    if (!card) return;
    const now = this.clock.now();
    for (const orderId of await this.invoices.unpaidOrders(accountId))
      await this.orders.decide(accountId, orderId, (order) => chargeTo(order, card, now));
  }

  /** An invoice that was paid in another way is not tried any more. */
  @On(paymentNoted)
  async noted({ accountId, invoiceId, paid }: EventData<typeof paymentNoted>): Promise<void> {
    if (!paid) return;
    const { orderId } = await this.invoices.get({ accountId, invoiceId });
    const now = this.clock.now();
    await this.orders.decide(accountId, orderId, (order) => stopTrying(order, now));
  }
}
