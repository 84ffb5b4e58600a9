import {
  Fault,
  invoiceIssued,
  invoiceOverdue,
  operatorNotedPayment,
  paymentNoted,
  systemActor,
  type Actor,
  type BilledInvoice,
  type Invoice,
} from '@seatkeeper/contracts';
import { event, isDone, remembered, type NewEvent } from '@seatkeeper/mongo';
import { derivedId } from '@seatkeeper/service';
import { operatorIn } from '../accounts/operators.js';
import { type Charge, chargeOf } from '../money/charge.js';
import type { LicensingSettings } from '../settings.js';
import type { StoredInvoice } from './invoices.schema.js';

/** An order as far as it is invoiced. */
export interface Invoiced extends Charge {
  _id: string;
  accountId: string;
  approvedBy?: Actor;
  placedBy: Actor;
  /** There when it was paid before it is invoiced. */
  payment?: { paidAt?: Date; byCard?: object };
}

const DAY_MS = 86_400_000;

/** An order has one invoice at most. */
export const invoiceIdOf = (orderId: string): string => derivedId('ivc', orderId);

/** Who an invoice is from, and who for. */
export type Parties = Required<Pick<Invoice, 'seller' | 'recipient'>>;

export function sellerOf({
  SELLER_NAME: name,
  SELLER_ADDRESS: address,
  SELLER_TAX_NUMBER: taxNumber,
  SELLER_PAY_TO: payTo,
}: Pick<
  LicensingSettings,
  'SELLER_NAME' | 'SELLER_ADDRESS' | 'SELLER_TAX_NUMBER' | 'SELLER_PAY_TO'
>): Parties['seller'] {
  return { name, address, ...(taxNumber && { taxNumber }), ...(payTo && { payTo }) };
}

/** Everything of an invoice but its number. */
export function invoiceOf(
  order: Invoiced,
  parties: Parties,
  now: Date,
  days: number,
): Omit<StoredInvoice, 'version' | 'serial' | 'number'> {
  const { _id: orderId, accountId, payment } = order;
  const dueAt = new Date(now.getTime() + days * DAY_MS);
  return {
    _id: invoiceIdOf(orderId),
    accountId,
    orderId,
    ...parties,
    issuedAt: now,
    dueAt,
    ...(payment?.paidAt ? { paidAt: payment.paidAt } : { unpaid: true, remindAt: remindersOf(dueAt)[0] }),
    ...chargeOf(order),
  };
}

/** Six digits sort as text up to a million invoices, and go on after that. */
export const numbered = (prefix: string, serial: number): string =>
  `${prefix}${String(serial).padStart(6, '0')}`;

/** What becomes of an invoice, and the events that say so: one write. */
interface InvoiceChange {
  update: { set: Partial<StoredInvoice>; unset: string[] };
  events: NewEvent[];
}

/** Whether an invoice was paid, as somebody notes it who looks after all accounts. */
export interface NotedPayment {
  paid: boolean;
  at: Date | undefined;
  by: Actor;
  operatorAccountId: string;
  /** By which what was noted and comes again is known, also after something else was. */
  commandId: string;
}

/** Null when it was noted before. Throws `validation-failed` for a payment that is still to come. */
export function notePayment(
  invoice: StoredInvoice,
  { paid, at, by, operatorAccountId, commandId }: NotedPayment,
  now: Date,
): InvoiceChange | null {
  if (isDone(invoice, commandId)) return null;
  if (at && at > now)
    throw new Fault('validation-failed', { errors: [{ path: 'at', message: 'Lies in the future' }] });
  if (paid === (invoice.paidAt !== undefined)) return null;
  const { _id, accountId, dueAt } = invoice;
  const data = noted(invoice, by, paid);
  const commands = remembered(invoice, commandId, now);
  return {
    update: paid
      ? { set: { paidAt: at ?? now, commands }, unset: ['unpaid', 'remindAt'] }
      : { set: { unpaid: true, commands, ...nextReminder(dueAt, now) }, unset: ['paidAt'] },
    events: [
      event(paymentNoted, _id, { ...data, actor: operatorIn(accountId, by, operatorAccountId) }, now),
      event(
        operatorNotedPayment,
        _id,
        { ...data, accountId: operatorAccountId, customerAccountId: accountId },
        now,
      ),
    ],
  };
}

const CARDS = systemActor('payments');
const DUNNING = systemActor('dunning');
/** How long after it was due an invoice is reminded of. */
const REMINDER_DAYS = [1, 7, 14];

const remindersOf = (dueAt: Date): Date[] =>
  REMINDER_DAYS.map((days) => new Date(dueAt.getTime() + days * DAY_MS));

/** The first reminder after this moment; none if all are over. */
function nextReminder(dueAt: Date, now: Date): { remindAt?: Date } {
  const remindAt = remindersOf(dueAt).find((at) => at > now);
  return remindAt ? { remindAt } : {};
}

/**
 * Tells that an invoice is overdue, and when it is told next; null when that was told before, or is not to be told yet. Of
 * reminders that nobody was there to send the last one is told.
 */
export function remind(invoice: StoredInvoice, now: Date): InvoiceChange | null {
  const { _id, dueAt, remindAt } = invoice;
  if (!invoice.unpaid || !remindAt || remindAt > now) return null;
  const next = nextReminder(dueAt, now);
  const reminder = remindersOf(dueAt).filter((at) => at <= now).length;
  return {
    update: { set: next, unset: next.remindAt ? [] : ['remindAt'] },
    events: [event(invoiceOverdue, _id, { ...said(invoice, DUNNING), reminder }, now)],
  };
}

/** What is told of a new invoice. */
export const issued = (invoice: Omit<StoredInvoice, 'version'>, actor: Actor, byCard: boolean): NewEvent => {
  const told = { ...said(invoice, actor), orderId: invoice.orderId, ...(byCard && { byCard }) };
  return event(invoiceIssued, invoice._id, told, invoice.issuedAt);
};

/** That the saved card was charged for it; null when it was paid before. */
export function payByCard(invoice: StoredInvoice, paidAt: Date, now: Date): InvoiceChange | null {
  if (invoice.paidAt) return null;
  return {
    update: { set: { paidAt }, unset: ['unpaid', 'remindAt'] },
    events: [event(paymentNoted, invoice._id, noted(invoice, CARDS, true), now)],
  };
}

/** What is told of an invoice that is paid, or is not after all. */
const noted = (
  { accountId, _id, number, grossMinor, currency }: StoredInvoice,
  actor: Actor,
  paid: boolean,
) => ({ accountId, actor, invoiceId: _id, number, paid, grossMinor, currency });

const said = (
  { accountId, _id, number, grossMinor, currency, dueAt }: Omit<StoredInvoice, 'version'>,
  actor: Actor,
) => ({ accountId, actor, invoiceId: _id, number, grossMinor, currency, dueAt: dueAt.toISOString() });

/** An invoice as others see it. `atOnce` is whether payments are taken at once. */
export function toInvoice(invoice: StoredInvoice, now: Date, atOnce: boolean): Invoice {
  const { _id, number, orderId, issuedAt, dueAt, paidAt, seller, recipient } = invoice;
  return {
    id: _id,
    number,
    orderId,
    issuedAt: issuedAt.toISOString(),
    dueAt: dueAt.toISOString(),
    status: paidAt ? 'paid' : dueAt <= now ? 'overdue' : 'open',
    ...(paidAt && { paidAt: paidAt.toISOString() }),
    payableAtOnce: atOnce && !paidAt,
    ...(seller && { seller }),
    ...(recipient && { recipient }),
    ...chargeOf(invoice),
  };
}

/** An invoice as the vendor sees it, who bills all accounts. */
export const toBilledInvoice = (invoice: StoredInvoice, now: Date, atOnce: boolean): BilledInvoice => ({
  ...toInvoice(invoice, now, atOnce),
  accountId: invoice.accountId,
});
