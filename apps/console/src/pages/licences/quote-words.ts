import type { Answer, Problem } from '@seatkeeper/client';
import type { WordId } from '../../words/ids.js';

export type Order = Answer<'/v1/orders/{id}', 'get'>;
export type QuoteLine = Order['lines'][number];

/** What a line of a quote is for. */
export function whatOf({ kind, quantity, name }: QuoteLine): {
  readonly id: WordId;
  readonly values: Readonly<Record<string, string | number>>;
} {
  return quantity === undefined
    ? { id: `licences.quote.${kind}.all`, values: { name: name ?? '' } }
    : { id: `licences.quote.${kind}`, values: { quantity, name: name ?? '' } };
}

/** For which time it is charged, or credited. */
export const whyOf = ({ charge }: QuoteLine): WordId => `licences.quote.${charge}`;

/** A rate of hundredths of a percent as a number that is written as a percentage. */
export const rateOf = ({ taxBasisPoints }: Pick<Order, 'taxBasisPoints'>): number => taxBasisPoints / 10_000;

export type OrderStep = 'quote' | 'paying' | 'waiting' | 'done' | 'over';

/** Where an order is, as a page shows it. */
export function stepOf(status: Order['status']): OrderStep {
  switch (status) {
    case 'quoted':
      return 'quote';
    case 'awaiting-payment':
      return 'paying';
    case 'awaiting-approval':
    case 'approved':
      return 'waiting';
    case 'completed':
      return 'done';
    case 'payment-failed':
    case 'expired':
    case 'outdated':
      return 'over';
  }
}

/** Whether the card of an order that took effect was declined. */
export const isDeclined = ({ payment }: Pick<Order, 'payment'>): boolean =>
  payment !== undefined && (payment.state === 'failed' || payment.nextTryAt !== undefined);

/** How an order that took effect is paid. */
export function paidOf({ payment }: Pick<Order, 'payment'>): WordId {
  if (!payment) return 'licences.order.done.text';
  if (payment.nextTryAt !== undefined) return 'licences.order.again.text';
  if (payment.state === 'failed') return 'licences.order.cardDeclined.text';
  return payment.state === 'open' ? 'licences.order.done.text' : 'licences.order.paid.text';
}

const REASONS = ['paid', 'not-taken', 'under-way', 'too-little'] as const;

/** Why an invoice cannot be paid at once, as the server says it; null for what a newer one says. */
export function whyNotPayable({ members }: Pick<Problem, 'members'>): WordId | null {
  const reason = REASONS.find((one) => one === members['reason']);
  return reason ? `licences.invoices.pay.why.${reason}` : null;
}

/** Why an order is over. */
export function endOf({ status, payment }: Pick<Order, 'status' | 'payment'>): WordId {
  if (status === 'payment-failed')
    return payment?.failure === 'expired' ? 'licences.order.unpaid.text' : 'licences.order.declined.text';
  if (status === 'expired') return 'licences.order.expired.text';
  return payment ? 'licences.order.refunded.text' : 'licences.order.outdated.text';
}
