import { z } from 'zod';
import { defineRequest } from '../contract.js';
import { AccountId, InvoiceId, OrderId } from '../ids.js';
import { PageRequest, pageOf } from '../pages.js';
import { Timestamp } from '../people.js';
import { OrderLine } from './order.js';
import { totals } from './totals.js';

export const Invoice = z.object({
  id: InvoiceId,
  number: z.string().describe('Consecutive over all accounts of the vendor, without gaps'),
  orderId: OrderId,
  issuedAt: Timestamp,
  dueAt: Timestamp,
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
