import type { Reduction } from '@seatkeeper/contracts';
import { lessOwed, type SeatCounts } from '../seats/seats.js';
import type { Booking } from '../subscriptions/booking.js';

/**
 * The bookings of one product as others see them, in the order they take effect, each with a warning where fewer seats will
 * be left than are used now.
 */
export function toReductions(bookings: readonly Booking[], counts: SeatCounts): Reduction[] {
  const { used } = counts;
  let left = counts.purchased;
  return bookings.map(({ reductionId, product, seats, when, effectiveAt }) => {
    left = lessOwed({ purchased: left, used }, seats).purchased;
    const reduction = { id: reductionId, product, seats, effectiveAt: effectiveAt.toISOString(), when };
    return used > left ? { ...reduction, warning: tooFew(product, used, left) } : reduction;
  });
}

function tooFew(product: string, used: number, left: number): Reduction['warning'] {
  const detail =
    `${used} seats of ${product} are used now, and ${left} will be left. Unless ${used - left} are given back by then, ` +
    'the account is over-allocated: nobody loses a seat, and nobody new gets one.';
  return { used, left, detail };
}
