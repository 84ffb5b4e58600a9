import {
  Fault,
  reductionBooked,
  reductionCancelled,
  reductionDue,
  refuse,
  type Actor,
} from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { RENEWALS } from './announcements.js';
import type { Booking } from './booking.js';
import type { Subscription } from './subscription.js';
import type { StoredSubscriptions, SubscriptionsChange } from './subscriptions.schema.js';
import { contractOf, refuseBelowMinimum, refuseNotice } from './contract-terms.js';
import { ended, hasEnded, notSubscribed, withItems } from './terms.js';

/** What somebody wants to book: at the renewal, or at a moment. */
export interface WantedBooking {
  reductionId: string;
  product: string;
  seats: number;
  when: 'renewal' | Date;
  by: Actor;
  /** How many seats are purchased and used as it is booked. */
  counts: { purchased: number; used: number };
}

/**
 * Books a reduction; null when it is booked. Throws `not-subscribed`, `contract-forbids`, and `validation-failed` for more seats than are left
 * to reduce, for a day that is paid for, or for seats in use that would go at once: until a later day they can be given back.
 */
export function book(
  known: StoredSubscriptions,
  { reductionId, product, seats, when, by, counts }: WantedBooking,
  now: Date,
): SubscriptionsChange | null {
  const bookings = known.bookings ?? [];
  if (bookings.some((booking) => booking.reductionId === reductionId)) return null;
  const subscription = known.items.find((item) => item.product === product);
  if (!subscription) throw notSubscribed(product);
  const left = subscription.seats - booked(bookings, product);
  if (seats > left)
    throw invalid('seats', tooMany(subscription, left), { subscribed: subscription.seats, reducible: left });
  const { renewsAt } = subscription;
  if (when !== 'renewal' && when < renewsAt)
    throw invalid('when', `The seats are paid for until the renewal: ${renewsAt.toISOString()} or later`);
  const effectiveAt = when === 'renewal' ? renewsAt : when;
  const remaining = counts.purchased - seats;
  if (effectiveAt <= now && counts.used > remaining)
    throw invalid('seats', inUse(product, counts.used, remaining), { used: counts.used, left: remaining });
  const contract = contractOf(known, product);
  refuse(refuseBelowMinimum(contract, product, left - seats));
  refuse(refuseNotice(contract, effectiveAt, now));
  const booking: Booking = {
    reductionId,
    product,
    seats,
    when: when === 'renewal' ? 'renewal' : 'date',
    effectiveAt,
    bookedBy: by,
  };
  const data = { ...said(known, booking, by), effectiveAt: effectiveAt.toISOString() };
  return {
    update: { set: { bookings: inOrder([...bookings, booking]) } },
    events: [event(reductionBooked, known._id, data, now)],
  };
}

/** Takes a booked reduction back. Throws `not-found` when it is not booked, or its day has come. */
export function cancelBooking(
  known: StoredSubscriptions,
  { product, reductionId, by }: Pick<WantedBooking, 'product' | 'reductionId' | 'by'>,
  now: Date,
): SubscriptionsChange {
  const booking = known.bookings?.find((one) => one.reductionId === reductionId && one.product === product);
  if (!booking) throw Fault.notFound('reduction');
  return {
    update: without(known, [booking]),
    events: [event(reductionCancelled, known._id, said(known, booking, by), now)],
  };
}

/**
 * Lets the bookings whose day has come take effect, and subscriptions end that are over; null when there is none. What is
 * booked of a subscription that ended is taken back: nothing is left that could go.
 */
export function takeDue(known: StoredSubscriptions, now: Date): SubscriptionsChange | null {
  const due = (known.bookings ?? []).filter(({ effectiveAt }) => effectiveAt <= now);
  const reduced = known.items.map((item) => ({
    ...item,
    seats: Math.max(0, item.seats - booked(due, item.product)),
  }));
  const over = reduced.filter((item) => hasEnded(item, now));
  if (due.length === 0 && over.length === 0) return null;
  const idle = (known.bookings ?? []).filter(
    (booking) => !due.includes(booking) && over.some(({ product }) => product === booking.product),
  );
  const items = withItems(reduced.filter((item) => !over.includes(item)));
  const bookings = without(known, [...due, ...idle]);
  const contracts = known.contracts?.filter(
    ({ product }) => !over.some((subscription) => subscription.product === product),
  );
  const unset = [...(items.unset ?? []), ...(bookings.unset ?? [])];
  return {
    update: {
      set: {
        ...items.set,
        ...bookings.set,
        ...(contracts && over.length > 0 && { contracts }),
        revision: known.revision + 1,
      },
      ...(unset.length > 0 && { unset }),
    },
    events: [
      ...due.map((booking) => event(reductionDue, known._id, said(known, booking, booking.bookedBy), now)),
      ...idle.map((booking) => event(reductionCancelled, known._id, said(known, booking, RENEWALS), now)),
      ...over.map((item) => ended(known, item, now)),
    ],
  };
}

/** The bookings after subscriptions changed: what goes at the renewal goes at the new one. */
export const moved = (bookings: readonly Booking[], items: readonly Subscription[]): Booking[] =>
  inOrder(
    bookings.map((booking) => {
      const subscription = items.find(({ product }) => product === booking.product);
      return booking.when === 'renewal' && subscription
        ? { ...booking, effectiveAt: subscription.renewsAt }
        : booking;
    }),
  );

const inOrder = (bookings: readonly Booking[]): Booking[] =>
  bookings.toSorted((one, other) => one.effectiveAt.getTime() - other.effectiveAt.getTime());

/** Without any, the field goes: the index that finds due ones holds only accounts that have some. */
function without(
  { bookings = [] }: StoredSubscriptions,
  gone: readonly Booking[],
): SubscriptionsChange['update'] {
  const left = bookings.filter((booking) => !gone.includes(booking));
  return left.length > 0 ? { set: { bookings: left } } : { set: {}, unset: ['bookings'] };
}

/** How many seats of a product are booked to go. */
export const booked = (bookings: readonly Booking[], product: string): number =>
  bookings.filter((booking) => booking.product === product).reduce((sum, { seats }) => sum + seats, 0);

function tooMany({ product, seats }: Subscription, left: number): string {
  if (left === seats) return `${seats} seats of ${product} are subscribed to`;
  return `${seats} seats of ${product} are subscribed to, and ${seats - left} of them are to go already`;
}

const inUse = (product: string, used: number, left: number): string =>
  `${used} seats of ${product} are used, and ${left} would be left at once: ${used - left} have to be given back first`;

const invalid = (path: string, message: string, members?: Record<string, number>): Fault =>
  new Fault('validation-failed', { errors: [{ path, message }], members });

const said = (
  { accountId }: StoredSubscriptions,
  { reductionId, product, seats }: Booking,
  actor: Actor,
) => ({
  accountId,
  actor,
  reductionId,
  product,
  quantity: seats,
});
