import type { Invoice } from '@seatkeeper/contracts';
import { derivedId } from '@seatkeeper/service';
import type { StoredInvoice } from './invoices.schema.js';

/** An order as far as it is invoiced. */
export type Invoiced = Pick<
  StoredInvoice,
  'accountId' | 'lines' | 'currency' | 'netMinor' | 'taxBasisPoints' | 'taxMinor' | 'grossMinor'
> & { _id: string };

const DAY_MS = 86_400_000;

/** Everything of an invoice but its number. */
export function invoiceOf(
  order: Invoiced,
  now: Date,
  days: number,
): Omit<StoredInvoice, 'version' | 'serial' | 'number'> {
  const { _id: orderId, accountId, lines, currency, netMinor, taxBasisPoints, taxMinor, grossMinor } = order;
  return {
    _id: derivedId('ivc', orderId),
    accountId,
    orderId,
    issuedAt: now,
    dueAt: new Date(now.getTime() + days * DAY_MS),
    lines,
    currency,
    netMinor,
    taxBasisPoints,
    taxMinor,
    grossMinor,
  };
}

/** Six digits sort as text up to a million invoices, and go on after that. */
export const numbered = (prefix: string, serial: number): string =>
  `${prefix}${String(serial).padStart(6, '0')}`;

export function toInvoice({ _id, issuedAt, dueAt, ...stored }: StoredInvoice): Invoice {
  const { number, orderId, lines, currency, netMinor, taxBasisPoints, taxMinor, grossMinor } = stored;
  return {
    id: _id,
    number,
    orderId,
    issuedAt: issuedAt.toISOString(),
    dueAt: dueAt.toISOString(),
    lines,
    currency,
    netMinor,
    taxBasisPoints,
    taxMinor,
    grossMinor,
  };
}
