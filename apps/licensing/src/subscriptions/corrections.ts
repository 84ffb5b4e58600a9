import { Fault } from '@seatkeeper/contracts';
import { isDone, remembered } from '@seatkeeper/mongo';
import { booked } from './bookings.js';
import type { StoredSubscriptions, SubscriptionsChange } from './subscriptions.schema.js';
import { notSubscribed, withItems } from './terms.js';

/** By how many seats an order was wrong. */
export interface SeatCorrection {
  product: string;
  quantity: number;
  commandId: string;
}

/**
 * What is subscribed to after an operator corrected an order; null when that was done before. What was paid stays as it was: it is no more
 * and no less. Throws `not-subscribed`, and `validation-failed` for more seats than there are, or than are not to go anyway.
 */
export function correctSeats(
  known: StoredSubscriptions,
  { product, quantity, commandId }: SeatCorrection,
  now: Date,
): SubscriptionsChange | null {
  if (isDone(known, commandId)) return null;
  const subscription = known.items.find((item) => item.product === product);
  if (!subscription) throw notSubscribed(product);
  const toGo = booked(known.bookings ?? [], product);
  const seats = subscription.seats + quantity;
  if (seats < toGo) throw tooMany(product, subscription.seats, toGo, -quantity);
  const { set, ...rest } = withItems(
    known.items.map((item) => (item === subscription ? { ...item, seats } : item)),
  );
  const commands = remembered(known, commandId, now);
  return { update: { set: { ...set, commands, revision: known.revision + 1 }, ...rest }, events: [] };
}

function tooMany(product: string, subscribed: number, toGo: number, wanted: number): Fault {
  const message =
    `${wanted} seats fewer are wanted: ${subscribed} of ${product} are subscribed to` +
    (toGo > 0 ? `, and ${toGo} of them are booked to go` : '');
  return new Fault('validation-failed', {
    errors: [{ path: 'seats', message }],
    members: { subscribed, reducible: subscribed - toGo },
  });
}
