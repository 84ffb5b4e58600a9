import { renewalComing, systemActor } from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import type { Subscription } from './subscription.js';
import type { Announced, StoredSubscriptions, SubscriptionsChange } from './subscriptions.schema.js';

const DAY_MS = 86_400_000;
/** How long before a term is over that is told: long enough to decide otherwise. */
const LEAD_MS = { month: 7 * DAY_MS, year: 30 * DAY_MS };

/** As what the product acts upon terms that are over. */
export const RENEWALS = systemActor('renewals');

const announcedAt = ({ renewsAt, period }: Subscription): number => renewsAt.getTime() - LEAD_MS[period];

/** When it is told first that a term is over soon, of those that renew or end by themselves. */
export function firstAnnouncement(items: readonly Subscription[]): Date | undefined {
  const moments = items.flatMap((item) => (item.renews === undefined ? [] : [announcedAt(item)]));
  return moments.length > 0 ? new Date(Math.min(...moments)) : undefined;
}

const isSame =
  (one: Announced) =>
  (other: Announced): boolean =>
    one.product === other.product && one.renewsAt.getTime() === other.renewsAt.getTime();

/**
 * Tells of the terms that are over soon, each once however often something is bought meanwhile, and when to look next; null
 * when there is nothing to look at now. Of a term that is over already nothing is told: what came of it was.
 */
export function announce(known: StoredSubscriptions, now: Date): SubscriptionsChange | null {
  if (!known.announceAt || known.announceAt > now) return null;
  const { accountId, items, announced: told = [] } = known;
  const renewing = items.filter(({ renews, renewsAt }) => renews !== undefined && renewsAt > now);
  const soon = renewing.filter((item) => announcedAt(item) <= now.getTime());
  const isTold = (item: Subscription) => told.some(isSame(item));
  const next = firstAnnouncement(renewing.filter((item) => !soon.includes(item)));
  const announced = soon.map(({ product, renewsAt }) => ({ product, renewsAt }));
  const data = (item: Subscription) => ({
    accountId,
    actor: RENEWALS,
    product: item.product,
    renews: item.renews === true,
    at: item.renewsAt.toISOString(),
    seats: seatsAfter(known, item),
  });
  return {
    update: {
      set: { announced, ...(next && { announceAt: next }) },
      ...(!next && { unset: ['announceAt'] }),
    },
    events: soon
      .filter((item) => !isTold(item))
      .map((item) => event(renewalComing, accountId, data(item), now)),
  };
}

/** How many seats are subscribed to once what is booked up to the end of the term has gone. */
export function seatsAfter(
  { bookings = [] }: StoredSubscriptions,
  { product, seats, renewsAt }: Subscription,
): number {
  const going = bookings.filter((booking) => booking.product === product && booking.effectiveAt <= renewsAt);
  return Math.max(0, seats - going.reduce((sum, booking) => sum + booking.seats, 0));
}
