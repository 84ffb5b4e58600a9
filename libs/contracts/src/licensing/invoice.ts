import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, CommandId, InvoiceId, OrderId } from '../ids.js';
import { PageRequest, pageOf } from '../pages.js';
import { Moment, Timestamp } from '../people.js';
import { Currency } from './catalog.js';
import { OrderLine } from './order.js';
import { totals } from './totals.js';

/** `overdue` follows from the time: it is open, and its day has come. */
export const InvoiceStatus = z.enum(['open', 'overdue', 'paid']);
export type InvoiceStatus = z.infer<typeof InvoiceStatus>;

/** Who an invoice is from, as they were called when it was issued. */
export const Seller = z.object({
  name: z.string(),
  address: z.array(z.string()).describe('Its lines'),
  taxNumber: z.string().optional(),
  payTo: z.string().optional().describe('Where the invoice is paid to'),
});
export type Seller = z.infer<typeof Seller>;

export const Invoice = z.object({
  id: InvoiceId,
  number: z.string().describe('Consecutive over all accounts of the vendor, without gaps'),
  orderId: OrderId,
  issuedAt: Timestamp,
  dueAt: Timestamp,
  status: InvoiceStatus,
  paidAt: Timestamp.optional(),
  payableAtOnce: z
    .boolean()
    .optional()
    .describe('Whether a page to pay it on can be had: it is not paid, and payments are taken at once here'),
  seller: Seller.optional(),
  recipient: z
    .object({ name: z.string() })
    .optional()
    .describe(
      'The account as it was called when the invoice was issued; left out of those from before this was kept',
    ),
  lines: z.array(OrderLine),
  ...totals,
});
export type Invoice = z.infer<typeof Invoice>;

export const listInvoices = defineRequest({
  name: 'licensing.invoice.list.v1',
  summary: 'The invoices of an account, newest first.',
  input: z.object({ accountId: AccountId, page: PageRequest }),
  output: pageOf(Invoice),
  faults: ['validation-failed'],
});

export const getInvoice = defineRequest({
  name: 'licensing.invoice.get.v1',
  summary: 'One invoice.',
  input: z.object({ accountId: AccountId, invoiceId: InvoiceId }),
  output: Invoice,
  faults: ['not-found'],
});

/** An invoice as the vendor sees it, who bills all accounts. */
export const BilledInvoice = Invoice.extend({ accountId: AccountId });
export type BilledInvoice = z.infer<typeof BilledInvoice>;

export const Payment = z.strictObject({
  paid: z.boolean().describe('`false`: the payment was noted by mistake'),
  at: Moment.optional().describe('When it was paid; now, if left out'),
});

export const listUnpaidInvoices = defineRequest({
  name: 'licensing.invoice.list-unpaid.v1',
  summary: 'The invoices of all accounts that are not paid, in the order in which they are due.',
  input: z.object({ overdueOnly: z.boolean(), limit: z.int().min(1).max(200) }),
  output: z.object({ items: z.array(BilledInvoice) }),
});

export const notePayment = defineRequest({
  name: 'licensing.invoice.note-payment.v1',
  summary:
    'Notes that an invoice was paid, or that it was not after all. Noting it twice changes nothing more.',
  input: z.object({
    invoiceId: InvoiceId,
    by: Actor,
    operatorAccountId: AccountId,
    commandId: CommandId,
    payment: Payment,
  }),
  output: BilledInvoice,
  faults: ['not-found', 'validation-failed'],
});

export const checkOutInvoice = defineRequest({
  name: 'licensing.invoice.check-out.v1',
  summary:
    'Answers the page where an open invoice is paid. While there is one nothing is charged to the saved card. Asking again answers the same page.',
  input: z.object({
    accountId: AccountId,
    invoiceId: InvoiceId,
    by: Actor,
    saveCard: z
      .boolean()
      .default(false)
      .describe('Whether renewals may be charged to the card it is paid by'),
  }),
  output: z.object({ checkoutUrl: z.url() }),
  faults: ['not-found', 'invoice-not-payable'],
  timeoutMs: 15_000,
});

export const invoiceCheckedOut = defineEvent({
  name: 'licensing.invoice.checked-out.v1',
  summary:
    'Somebody goes to pay an invoice at once. Until that is paid, or its time is over, nothing is charged to the saved card.',
  data: z.object({
    accountId: AccountId,
    actor: Actor,
    invoiceId: InvoiceId,
    orderId: OrderId,
    grossMinor: z.int(),
    currency: Currency,
  }),
});

const dunned = {
  accountId: AccountId,
  actor: Actor,
  invoiceId: InvoiceId,
  number: z.string(),
  grossMinor: z.int(),
  currency: Currency,
  dueAt: Timestamp,
};

export const invoiceIssued = defineEvent({
  name: 'licensing.invoice.issued.v1',
  summary: 'An account has a new invoice.',
  data: z.object({
    ...dunned,
    orderId: OrderId,
    byCard: z
      .boolean()
      .optional()
      .describe(
        'It is charged to the saved card: there is nothing to do unless that is declined, which is told',
      ),
  }),
});
export const invoiceOverdue = defineEvent({
  name: 'licensing.invoice.overdue.v1',
  summary: 'An invoice is not paid a day, a week, or two weeks after it was due: each is told once.',
  data: z.object({ ...dunned, reminder: z.int().describe('1, 2 or 3') }),
});

export const getInvoiceMail = defineRequest({
  name: 'licensing.invoice.get-mail.v1',
  askedBy: ['notifications'],
  summary: 'What a mail says of an invoice, and what follows if it is not paid, at this moment.',
  input: z.object({ accountId: AccountId, invoiceId: InvoiceId }),
  output: z.object({
    number: z.string(),
    grossMinor: z.int(),
    currency: Currency,
    dueAt: Timestamp,
    status: InvoiceStatus,
    freezesAt: Timestamp.optional(),
    isFrozen: z.boolean(),
  }),
  faults: ['not-found', 'unknown-account'],
});

const noted = {
  accountId: AccountId,
  actor: Actor,
  invoiceId: InvoiceId,
  number: z.string(),
  paid: z.boolean(),
  grossMinor: z.int(),
  currency: Currency,
};

export const paymentNoted = defineEvent({
  name: 'licensing.invoice.payment-noted.v1',
  summary:
    'An operator noted that an invoice was paid, or that it was not after all; or it was paid at once, or charged to the saved card.',
  data: z.object(noted),
});
export const operatorNotedPayment = defineEvent({
  name: 'licensing.operator.payment-noted.v1',
  summary:
    'What an operator noted of an invoice of another account, for the audit of the operators’ own account.',
  data: z.object({ ...noted, customerAccountId: AccountId }),
});
