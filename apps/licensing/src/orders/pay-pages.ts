import { Fault, invoiceCheckedOut, type Actor } from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { invoiceIdOf } from '../invoices/invoices.js';
import type { SeenPayment } from '../payments/payment-provider.js';
import { LOOK_MS, type OrderChange } from './orders.js';
import type { StoredOrder, StoredPage, StoredPayment } from './orders.schema.js';
import { settle } from './settlement.js';
import { resumeTries, restTries, type TryTimes } from './tries.js';

/** Why an invoice cannot be paid at once. */
type Reason = 'paid' | 'not-taken' | 'under-way' | 'too-little';

const WORDS: Readonly<Record<Reason, string>> = {
  paid: 'The invoice is paid.',
  'not-taken': 'Payments are not taken at once here: pay the invoice as it says.',
  'under-way': 'A payment of the invoice is under way. Try again when it is known what came of it.',
  'too-little': 'The invoice comes to too little to be paid at once: pay it as it says.',
};

export const notPayable = (reason: Reason): Fault =>
  new Fault('invoice-not-payable', { detail: WORDS[reason], members: { reason } });

/** Says no to a page for an invoice that is paid, or of an order that is still being carried out, and where no payments are taken. */
export function refusePage(order: StoredOrder, isPaid: boolean, isOn: boolean): Fault | null {
  if (isPaid || order.payment?.paidAt) return notPayable('paid');
  if (!isOn) return notPayable('not-taken');
  return order.status === 'completed' ? null : notPayable('under-way');
}

/**
 * Notes the page where the invoice of an order is paid. Null when another was noted, it was paid, or a charge was noted other than the one that was
 * `canceled` for it: whoever opens a page then begins anew.
 */
export function notePage(
  order: StoredOrder,
  page: StoredPage,
  canceled: string | undefined,
  actor: Actor,
  now: Date,
): OrderChange | null {
  const { payment = NOTHING, _id: orderId, accountId, grossMinor, currency } = order;
  if (order.status !== 'completed' || payment.paidAt || payment.page || payment.intent !== canceled)
    return null;
  const told = { accountId, actor, invoiceId: invoiceIdOf(orderId), orderId, grossMinor, currency };
  return {
    update: {
      set: {
        payment: { ...restTries(payment), page, pages: (payment.pages ?? 0) + 1 },
        dueAt: new Date(now.getTime() + LOOK_MS),
      },
    },
    events: [event(invoiceCheckedOut, invoiceIdOf(orderId), told, now)],
  };
}

/** What an order becomes by what the provider says of the page where its invoice is paid, or null when all of that is known. */
export function settlePage(
  order: StoredOrder,
  reference: string,
  seen: SeenPayment,
  isPaidOtherwise: boolean,
  times: TryTimes,
  now: Date,
): OrderChange | null {
  const { payment } = order;
  if (!payment) return null;
  // Money counts whenever it comes, and what becomes of it later.
  if (seen.state === 'paid') return settle(order, seen, now);
  if (payment.page?.reference !== reference) return null;
  if (seen.state === 'open') {
    if (!seen.isDeciding || payment.page.isDeciding) return null;
    const page = { ...payment.page, isDeciding: true as const };
    return { update: { set: { payment: { ...payment, page } } }, events: [] };
  }
  const { page: _page, ...rest } = payment;
  return resumeTries(order, rest, isPaidOtherwise, times, now);
}

/** Of an order on invoice nothing was paid at once so far. */
const NOTHING: StoredPayment = { refundedMinor: 0 };
