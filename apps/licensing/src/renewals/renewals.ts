import { renewalOrdered, type OrderItem } from '@seatkeeper/contracts';
import { event, type NewEvent } from '@seatkeeper/mongo';
import { derivedId } from '@seatkeeper/service';
import type { Catalogs } from '../catalog/catalogs.js';
import { chargeFor } from '../money/charge.js';
import { GRACE_MS } from '../orders/orders.js';
import type { StoredOrder } from '../orders/orders.schema.js';
import { optionsOf } from '../orders/parts.js';
import { quoteItem, type Offer } from '../orders/quote.js';
import type { ChargedCard } from '../payments/payment-provider.js';
import { RENEWALS } from '../subscriptions/announcements.js';
import type { Subscription } from '../subscriptions/subscription.js';
import type { StoredSubscriptions } from '../subscriptions/subscriptions.schema.js';

/** What counts for an account beside what it has subscribed to. */
export interface Terms {
  catalogs: Catalogs;
  timeZone: string;
  taxBasisPoints: number;
  /** How many seats of each product are held beyond what is bought: they are bought with the next term. */
  overage?: ReadonlyMap<string, number>;
  /** What the next term is charged to; on invoice without. */
  card?: ChargedCard | null;
}

/**
 * The order of the next term for the subscriptions whose term is over, with the event that tells of it; null when none
 * is. Of several terms that are over, the one that was over first is renewed, together with those of the same period and
 * currency that ended at that moment: each term that nobody was there to renew gets an order of its own. The id follows
 * from what was there before, so whoever makes the order makes the same.
 */
export function renewalOrder(
  known: StoredSubscriptions,
  { catalogs, timeZone, taxBasisPoints, overage = new Map(), card }: Terms,
  now: Date,
): { order: Omit<StoredOrder, 'version'>; events: NewEvent[] } | null {
  const over = known.items
    .filter(({ renews, renewsAt }) => renews === true && renewsAt <= now)
    .toSorted((one, other) => one.renewsAt.getTime() - other.renewsAt.getTime());
  const [first] = over;
  if (!first) return null;
  const { period, currency, renewsAt: moment } = first;
  const together = over.filter(
    (one) =>
      one.renewsAt.getTime() === moment.getTime() && one.period === period && one.currency === currency,
  );
  const at = { period, currency, timeZone, now: moment };
  const quoted = together.map((has) => quoteItem(asItIs(has, overage), offerFor(catalogs, has), at, has));
  const charge = chargeFor(
    quoted.flatMap(({ lines }) => lines),
    currency,
    taxBasisPoints,
  );
  const { accountId, revision } = known;
  const order = {
    _id: derivedId('ord', accountId, `renewal/${revision}`),
    accountId,
    kind: 'renewal' as const,
    status: 'approved' as const,
    period,
    catalogVersion: catalogs.current.version,
    basis: revision,
    items: together.map(({ product, plan, modules, addons }) => ({
      product,
      plan,
      seats: overage.get(product) ?? 0,
      modules,
      addons,
    })),
    after: quoted.map(({ after }) => after),
    ...charge,
    placedBy: RENEWALS,
    quotedAt: moment,
    expiresAt: moment,
    ...(card && charge.grossMinor > 0
      ? { provider: 'stripe' as const, payment: { byCard: card, refundedMinor: 0 } }
      : { provider: 'invoice' as const }),
    checkedOutAt: now,
    approvedAt: now,
    approvedBy: RENEWALS,
    dueAt: new Date(now.getTime() + GRACE_MS),
  };
  const data = {
    accountId,
    actor: RENEWALS,
    orderId: order._id,
    products: together.map(({ product }) => product),
    grossMinor: charge.grossMinor,
    currency,
  };
  return { order, events: [event(renewalOrdered, order._id, data, now)] };
}

const asItIs = ({ product, plan }: Subscription, overage: ReadonlyMap<string, number>): OrderItem => ({
  product,
  plan,
  seats: overage.get(product) ?? 0,
  modules: [],
  addons: [],
});

/**
 * A term that begins costs what is sold by then. What is no longer sold as the account has it (the plan, one of its
 * options, the currency) goes on as it was bought.
 */
export function offerFor(catalogs: Catalogs, has: Subscription): Offer {
  const versions = [catalogs.current, catalogs.version(has.catalogVersion)];
  for (const version of versions) {
    const sold = version.products.find(({ product }) => product === has.product);
    const plan = sold?.plans.find((one) => one.plan === has.plan);
    const options = sold
      ? optionsOf(sold).flatMap(({ name, sold: { plans } }) => (plans.includes(has.plan) ? [name] : []))
      : [];
    const isSold = [...has.modules, ...has.addons].every((name) => options.includes(name));
    if (sold && plan && isSold && version.currencies.includes(has.currency)) return { version, sold, plan };
  }
  throw new Error(`No version of the catalogue sells ${has.product} ${has.plan} as it was bought.`);
}
