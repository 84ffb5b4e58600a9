import { Injectable } from '@nestjs/common';
import type { Actor, Page, PageRequest } from '@seatkeeper/contracts';
import { DuplicateKey, InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import { issued, notePayment, numbered, payByCard, remind, type NotedPayment } from './invoices.js';
import { invoices, type StoredInvoice } from './invoices.schema.js';

/** Three years of an account that pays by the month and never does. */
const MOST_UNPAID = 36;

@Injectable()
export class InvoicesRepository {
  constructor(@InjectCollection(invoices) private readonly invoices: TenantCollection<StoredInvoice>) {}

  find(accountId: string, invoiceId: string): Promise<StoredInvoice | null> {
    return this.invoices.findById(accountId, invoiceId);
  }

  page(accountId: string, page: PageRequest): Promise<Page<StoredInvoice>> {
    return this.invoices.page(accountId, { filter: {}, sort: [['serial', -1]], page });
  }

  /** For operators, who serve all accounts. */
  findOfAnyAccount(invoiceId: string): Promise<StoredInvoice | null> {
    return this.invoices.acrossAccounts.findOne({ _id: invoiceId });
  }

  /** Of all accounts, those that are not paid, or only those that were due before a moment, in the order in which they are due. */
  unpaid(limit: number, dueBefore?: Date): Promise<StoredInvoice[]> {
    const filter = { unpaid: true as const, ...(dueBefore && { dueAt: { $lte: dueBefore } }) };
    return this.invoices.acrossAccounts.find(filter, { sort: { dueAt: 1 }, limit });
  }

  /** The unpaid invoice of an account that was, or will be, due first. */
  async firstUnpaid(accountId: string): Promise<StoredInvoice | undefined> {
    const [first] = await this.invoices.find(accountId, { unpaid: true }, { sort: { dueAt: 1 }, limit: 1 });
    return first;
  }

  /** The unpaid invoices of an account, as many as one may have to pay at a time. */
  unpaidOf(accountId: string): Promise<StoredInvoice[]> {
    return this.invoices.find(accountId, { unpaid: true }, { sort: { dueAt: 1 }, limit: MOST_UNPAID });
  }

  /** Of all accounts, those that are to be reminded of. */
  toRemind(now: Date, limit: number): Promise<StoredInvoice[]> {
    const options = { sort: { remindAt: 1 as const }, limit };
    return this.invoices.acrossAccounts.findDue({ remindAt: { $lte: now } }, options);
  }

  /** Tells that an invoice is overdue, once for each of its days. */
  async remind(known: StoredInvoice, now: Date): Promise<void> {
    await this.invoices.decideFrom(known, (invoice) => remind(invoice, now));
  }

  /** The invoice after its payment was noted, once. */
  notePayment(known: StoredInvoice, payment: NotedPayment, now: Date): Promise<StoredInvoice | null> {
    return this.invoices.decideFrom(known, (invoice) => notePayment(invoice, payment, now));
  }

  /** Notes that the saved card was charged for an invoice, once. */
  async payByCard(accountId: string, invoiceId: string, paidAt: Date, now: Date): Promise<void> {
    await this.invoices.decide(accountId, invoiceId, (invoice) => payByCard(invoice, paidAt, now));
  }

  /**
   * Stores an invoice under the number that follows the last one, unless it is stored. To have a number and to be
   * stored is one write, so no crash leaves a gap; who finds the number taken tries the next.
   */
  async issue(
    invoice: Omit<StoredInvoice, 'version' | 'serial' | 'number'>,
    prefix: string,
    by: Actor,
    byCard: boolean,
  ): Promise<void> {
    // Ends: being overtaken means that somebody else has issued an invoice.
    while (!(await this.find(invoice.accountId, invoice._id))) {
      const last = await this.invoices.acrossAccounts.findOne({}, { sort: { serial: -1 } });
      const serial = (last?.serial ?? 0) + 1;
      try {
        const numberedSo = { ...invoice, serial, number: numbered(prefix, serial) };
        await this.invoices.insert(numberedSo, [issued(numberedSo, by, byCard)]);
        return;
      } catch (error) {
        if (!(error instanceof DuplicateKey)) throw error;
      }
    }
  }
}
