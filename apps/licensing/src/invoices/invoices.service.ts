import { Inject, Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  Fault,
  getInvoice,
  listInvoices,
  listUnpaidInvoices,
  notePayment,
  type BilledInvoice,
  type Input,
  type Invoice,
  type Output,
  type Page,
} from '@seatkeeper/contracts';
import { Clock, crash, SETTINGS } from '@seatkeeper/service';
import { AccountsService } from '../accounts/accounts.service.js';
import { type LicensingSettings, takesPayments } from '../settings.js';
import { invoiceIdOf, invoiceOf, sellerOf, toBilledInvoice, toInvoice, type Invoiced } from './invoices.js';
import { InvoicesRepository } from './invoices.repository.js';

@Injectable()
export class InvoicesService {
  constructor(
    private readonly invoices: InvoicesRepository,
    private readonly accounts: AccountsService,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: LicensingSettings,
  ) {}

  /** Gives an order its invoice, once. */
  async issue(order: Invoiced): Promise<void> {
    const { INVOICE_DAYS, INVOICE_PREFIX } = this.settings;
    const { name, slug } = await this.accounts.known(order.accountId);
    const parties = { seller: sellerOf(this.settings), recipient: { name: name ?? slug } };
    const by = order.approvedBy ?? order.placedBy;
    const invoice = invoiceOf(order, parties, this.clock.now(), INVOICE_DAYS);
    const byCard = order.payment?.byCard !== undefined && !order.payment.paidAt;
    await this.invoices.issue(invoice, INVOICE_PREFIX, by, byCard);
  }

  /** Notes that the saved card was charged for the invoice of an order. */
  payByCard(accountId: string, orderId: string, paidAt: Date): Promise<void> {
    return this.invoices.payByCard(accountId, invoiceIdOf(orderId), paidAt, this.clock.now());
  }

  /** Whether the invoice of an order is paid. */
  async isPaid(accountId: string, orderId: string): Promise<boolean> {
    return (await this.invoices.find(accountId, invoiceIdOf(orderId)))?.paidAt !== undefined;
  }

  /** The orders of an account whose invoices are not paid, the first that is due first. */
  async unpaidOrders(accountId: string): Promise<string[]> {
    return (await this.invoices.unpaidOf(accountId)).map(({ orderId }) => orderId);
  }

  /** When the first of the invoices that are not paid is, or was, due. */
  async firstDueAt(accountId: string): Promise<Date | undefined> {
    return (await this.invoices.firstUnpaid(accountId))?.dueAt;
  }

  /** Reminds of invoices that are overdue, so many at a time; true if there were any. */
  async remind(limit: number): Promise<boolean> {
    const now = this.clock.now();
    const due = await this.invoices.toRemind(now, limit);
    for (const invoice of due) {
      await this.invoices.remind(invoice, now);
      crash('licensing.invoice.afterReminder');
    }
    return due.length > 0;
  }

  /** Whether invoices can be paid at once. */
  private get takesPayments(): boolean {
    return takesPayments(this.settings);
  }

  @Handle(listInvoices)
  async list({ accountId, page }: Input<typeof listInvoices>): Promise<Page<Invoice>> {
    const { items, ...rest } = await this.invoices.page(accountId, page);
    return {
      ...rest,
      items: items.map((invoice) => toInvoice(invoice, this.clock.now(), this.takesPayments)),
    };
  }

  @Handle(getInvoice)
  async get({ accountId, invoiceId }: Input<typeof getInvoice>): Promise<Invoice> {
    const invoice = await this.invoices.find(accountId, invoiceId);
    if (!invoice) throw Fault.notFound('invoice');
    return toInvoice(invoice, this.clock.now(), this.takesPayments);
  }

  @Handle(listUnpaidInvoices)
  async unpaid({
    overdueOnly,
    limit,
  }: Input<typeof listUnpaidInvoices>): Promise<Output<typeof listUnpaidInvoices>> {
    const now = this.clock.now();
    const invoices = await this.invoices.unpaid(limit, overdueOnly ? now : undefined);
    return { items: invoices.map((invoice) => toBilledInvoice(invoice, now, this.takesPayments)) };
  }

  @Handle(notePayment)
  async notePayment({
    invoiceId,
    by,
    operatorAccountId,
    commandId,
    payment: { paid, at },
  }: Input<typeof notePayment>): Promise<BilledInvoice> {
    const now = this.clock.now();
    const found = await this.invoices.findOfAnyAccount(invoiceId);
    if (!found) throw Fault.notFound('invoice');
    const noted = { paid, at: at === undefined ? undefined : new Date(at), by, operatorAccountId, commandId };
    const invoice = await this.invoices.notePayment(found, noted, now);
    if (!invoice) throw Fault.notFound('invoice');
    return toBilledInvoice(invoice, now, this.takesPayments);
  }
}
