import { Fault, subscriptionsChanged, type Actor } from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { moved } from './bookings.js';
import type { Subscription } from './subscription.js';
import type { StoredSubscriptions, SubscriptionsChange } from './subscriptions.schema.js';
import { withItems } from './terms.js';

/** How many orders are remembered as having taken effect: far more than one account has under way at a time. */
const REMEMBERED = 50;

/** An order as far as it changes subscriptions. */
export interface Effect {
  accountId: string;
  orderId: string;
  by: Actor;
  /** The revision the order was quoted on. */
  basis: number;
  /** What the subscriptions of its products are afterwards. */
  after: readonly Subscription[];
}

export const noSubscriptions = (accountId: string): Omit<StoredSubscriptions, 'version'> => ({
  _id: accountId,
  accountId,
  revision: 0,
  items: [],
  orders: [],
});

/** Says no to an order whose quote was made on what is no longer so. */
export function refuseOutdated(basis: number, known: { revision: number } | null): Fault | null {
  if (basis === (known?.revision ?? 0)) return null;
  return new Fault(
    'order-outdated',
    'Another order or a reduction took effect since this one was quoted, so its prices no longer hold. Ask for a new quote.',
  );
}

/** What an order makes of the subscriptions; null when it took effect before. Throws `order-outdated`. */
export function takeEffect(
  known: StoredSubscriptions,
  { accountId, orderId, by, basis, after }: Effect,
  now: Date,
): SubscriptionsChange | null {
  if (known.orders.includes(orderId)) return null;
  const outdated = refuseOutdated(basis, known);
  if (outdated) throw outdated;
  const changed = new Set(after.map(({ product }) => product));
  const items = [...known.items.filter(({ product }) => !changed.has(product)), ...after];
  const orders = [...known.orders, orderId].slice(-REMEMBERED);
  const subscriptions = after.map(({ product, plan, seats, modules, addons, renewsAt }) => {
    return { product, plan, seats, modules, addons, renewsAt: renewsAt.toISOString() };
  });
  const data = { accountId, actor: by, orderId, subscriptions };
  const bookings = known.bookings && moved(known.bookings, after);
  const { set, ...rest } = withItems(items);
  return {
    update: { set: { ...set, orders, revision: known.revision + 1, ...(bookings && { bookings }) }, ...rest },
    events: [event(subscriptionsChanged, accountId, data, now)],
  };
}
