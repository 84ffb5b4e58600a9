import {
  accountUpdated,
  approveOrder,
  checkOutInvoice,
  changeBillingPolicy,
  checkOutOrder,
  correctPurchase,
  getBillingPolicy,
  getEntitlements,
  getInvoice,
  getOrder,
  getPaymentMethod,
  listAwaitingOrders,
  listInvoices,
  listOrders,
  listPurchases,
  listUnpaidInvoices,
  notePayment,
  placeOrder,
  removePaymentMethod,
  reportPayment,
  userActor,
  type BilledInvoice,
  type BillingPolicy,
  type BillingPolicyChanges,
  type CorrectedPurchase,
  type Entitlements,
  type Invoice,
  type NewOrder,
  type Order,
  type Payment,
  type PaymentMethod,
  type Purchase,
  type PaymentProvider,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, tell, uniqueName, type TestService } from '@seatkeeper/testing';
import { AccountsRepository } from '../src/accounts/accounts.repository.js';
import type { z } from 'zod';
import type { Firm } from './firm.js';

/** A firm that orders, and the operator of the vendor who approves, over the bus as the gateway asks it. */
export class Shop {
  readonly operator = userActor(newId('usr'));
  readonly operatorAccountId = newId('acc');

  constructor(
    private readonly service: TestService,
    readonly firm: Firm,
  ) {}

  quote(order: z.input<typeof NewOrder>, orderId = newId('ord'), service = this.service): Promise<Order> {
    return service.bus.request(placeOrder, { ...this.ofFirm, orderId, order });
  }

  checkOut(
    { id }: Pick<Order, 'id'>,
    service = this.service,
    provider: PaymentProvider = 'invoice',
    saveCard = false,
  ): Promise<Order> {
    return service.bus.request(checkOutOrder, { ...this.ofFirm, orderId: id, provider, saveCard });
  }

  async card(): Promise<PaymentMethod['card']> {
    return (await this.service.bus.request(getPaymentMethod, { accountId: this.firm.accountId })).card;
  }

  async removeCard(service = this.service): Promise<void> {
    await service.bus.request(removePaymentMethod, this.ofFirm);
  }

  /** As the gateway tells what a payment provider has signed. Whether an order is known by it. */
  async hear(about: { orderId?: string; intent?: string }, service = this.service): Promise<boolean> {
    const report = { provider: 'stripe' as const, reportId: newId('evt'), type: 'of.something', ...about };
    return (await service.bus.request(reportPayment, report)).known;
  }

  approve({ id }: Pick<Order, 'id'>, service = this.service): Promise<Order> {
    const { operator: by, operatorAccountId } = this;
    return service.bus.request(approveOrder, { orderId: id, by, operatorAccountId });
  }

  /** From quote to seats. */
  async buy(order: z.input<typeof NewOrder>): Promise<Order> {
    const quoted = await this.quote(order);
    await this.checkOut(quoted);
    return this.approve(quoted);
  }

  get({ id }: Pick<Order, 'id'>): Promise<Order> {
    return this.service.bus.request(getOrder, { accountId: this.firm.accountId, orderId: id });
  }

  async list(): Promise<Order[]> {
    return (await this.service.bus.request(listOrders, { ...this.ofFirm, page: { limit: 200 } })).items;
  }

  async awaiting(): Promise<Order[]> {
    return (await this.service.bus.request(listAwaitingOrders, { limit: 200 })).items;
  }

  async invoices(): Promise<Invoice[]> {
    return (await this.service.bus.request(listInvoices, { ...this.ofFirm, page: { limit: 200 } })).items;
  }

  invoice(invoiceId: string): Promise<Invoice> {
    return this.service.bus.request(getInvoice, { ...this.ofFirm, invoiceId });
  }

  /** Where an invoice is paid at once. */
  async payInvoice(
    { id }: Pick<Invoice, 'id'>,
    { service = this.service, saveCard = false } = {},
  ): Promise<string> {
    const request = { ...this.ofFirm, invoiceId: id, saveCard };
    return (await service.bus.request(checkOutInvoice, request)).checkoutUrl;
  }

  note(
    { id }: Pick<Invoice, 'id'>,
    payment: z.input<typeof Payment>,
    service = this.service,
    commandId = newId('cmd'),
  ): Promise<BilledInvoice> {
    const { operator: by, operatorAccountId } = this;
    return service.bus.request(notePayment, { invoiceId: id, by, operatorAccountId, commandId, payment });
  }

  /** The operator says how many seats a purchase is really of. */
  correct(
    purchaseId: string,
    seats: number,
    { service = this.service, commandId = newId('cmd'), reason = 'Sold by mistake' } = {},
  ): Promise<CorrectedPurchase> {
    const { operator: by, operatorAccountId, firm } = this;
    const correction = { seats, reason };
    const request = { accountId: firm.accountId, purchaseId, by, operatorAccountId, commandId, correction };
    return service.bus.request(correctPurchase, request);
  }

  async purchases(): Promise<Purchase[]> {
    const { accountId } = this.firm;
    return (await this.service.bus.request(listPurchases, { accountId, page: { limit: 200 } })).items;
  }

  decide(changes: BillingPolicyChanges, service = this.service): Promise<BillingPolicy> {
    const { operator: by, operatorAccountId, firm } = this;
    const request = { accountId: firm.accountId, by, operatorAccountId, commandId: newId('cmd'), changes };
    return service.bus.request(changeBillingPolicy, request);
  }

  policy(): Promise<BillingPolicy> {
    return this.service.bus.request(getBillingPolicy, { accountId: this.firm.accountId });
  }

  /** The unpaid invoices of this firm among those of all. */
  async unpaid(overdueOnly = false): Promise<BilledInvoice[]> {
    const { items } = await this.service.bus.request(listUnpaidInvoices, { overdueOnly, limit: 200 });
    return items.filter(({ accountId }) => accountId === this.firm.accountId);
  }

  entitlements(): Promise<Entitlements> {
    return this.service.bus.request(getEntitlements, { accountId: this.firm.accountId });
  }

  /** Waits until the news of another time zone has come from identity. */
  async moveTo(timeZone: string): Promise<void> {
    const { accountId, slug, by: actor } = this.firm;
    const account = {
      id: accountId,
      name: 'Firm',
      slug,
      locale: 'en',
      timeZone,
      createdAt: '2026-11-22T06:00:00Z',
      version: 2,
    };
    const data = { accountId, actor, account, changes: [] };
    const { name } = accountUpdated;
    await tell(this.service.world, { id: uniqueName('evt'), name, at: new Date(), subject: accountId, data });
    const accounts = this.service.get(AccountsRepository);
    await eventually(async () => expect(await accounts.byId(accountId)).toMatchObject({ timeZone }));
  }

  private get ofFirm() {
    return { accountId: this.firm.accountId, by: this.firm.by };
  }
}
