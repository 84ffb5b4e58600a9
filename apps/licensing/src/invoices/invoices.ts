import type { Invoice } from '@seatkeeper/contracts';
import { derivedId } from '@seatkeeper/service';
import { type Charge, chargeOf } from '../money/charge.js';
import type { StoredInvoice } from './invoices.schema.js';

/** An order as far as it is invoiced. */
export interface Invoiced extends Charge {
  _id: string;
  accountId: string;
}

const DAY_MS = 86_400_000;

/** Everything of an invoice but its number. */
export function invoiceOf(
  order: Invoiced,
  now: Date,
  days: number,
): Omit<StoredInvoice, 'version' | 'serial' | 'number'> {
  const { _id: orderId, accountId } = order;
  return {
    _id: derivedId('ivc', orderId),
    accountId,
    orderId,
    issuedAt: now,
    dueAt: new Date(now.getTime() + days * DAY_MS),
    ...chargeOf(order),
  };
}

/** Six digits sort as text up to a million invoices, and go on after that. */
export const numbered = (prefix: string, serial: number): string =>
  `${prefix}${String(serial).padStart(6, '0')}`;

export function toInvoice(invoice: StoredInvoice): Invoice {
  const { _id, number, orderId, issuedAt, dueAt } = invoice;
  return {
    id: _id,
    number,
    orderId,
    issuedAt: issuedAt.toISOString(),
    dueAt: dueAt.toISOString(),
    ...chargeOf(invoice),
  };
}
