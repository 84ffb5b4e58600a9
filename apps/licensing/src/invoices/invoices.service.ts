import { Inject, Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { Fault, getInvoice, listInvoices, type Input, type Invoice, type Page } from '@seatkeeper/contracts';
import { Clock, SETTINGS } from '@seatkeeper/service';
import type { LicensingSettings } from '../settings.js';
import { invoiceOf, toInvoice, type Invoiced } from './invoices.js';
import { InvoicesRepository } from './invoices.repository.js';

@Injectable()
export class InvoicesService {
  constructor(
    private readonly invoices: InvoicesRepository,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: LicensingSettings,
  ) {}

  /** Gives an order its invoice, once. */
  issue(order: Invoiced): Promise<void> {
    const { INVOICE_DAYS, INVOICE_PREFIX } = this.settings;
    return this.invoices.issue(invoiceOf(order, this.clock.now(), INVOICE_DAYS), INVOICE_PREFIX);
  }

  @Handle(listInvoices)
  async list({ accountId, page }: Input<typeof listInvoices>): Promise<Page<Invoice>> {
    const { items, ...rest } = await this.invoices.page(accountId, page);
    return { ...rest, items: items.map(toInvoice) };
  }

  @Handle(getInvoice)
  async get({ accountId, invoiceId }: Input<typeof getInvoice>): Promise<Invoice> {
    const invoice = await this.invoices.find(accountId, invoiceId);
    if (!invoice) throw Fault.notFound('invoice');
    return toInvoice(invoice);
  }
}
