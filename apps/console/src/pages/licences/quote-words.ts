import type { Answer } from '@seatkeeper/client';
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

/** Why an order is over. */
export function endOf({ status, payment }: Pick<Order, 'status' | 'payment'>): WordId {
  if (status === 'payment-failed')
    return payment?.failure === 'expired' ? 'licences.order.unpaid.text' : 'licences.order.declined.text';
  if (status === 'expired') return 'licences.order.expired.text';
  return payment ? 'licences.order.refunded.text' : 'licences.order.outdated.text';
}
