import { Fault, type Actor, type FieldError, type NewOrder } from '@seatkeeper/contracts';
import type { z } from 'zod';
import { refuseProduct } from '../catalog/catalog.js';
import type { Catalogs } from '../catalog/catalogs.js';
import { chargeFor } from '../money/charge.js';
import type { Subscription } from '../subscriptions/subscription.js';
import type { StoredOrder } from './orders.schema.js';
import { offerOf, quoteItem, type Conditions, type Offer } from './quote.js';
import { changesAnything, mistakesIn, refusePayingBack } from './refusals.js';

/** What is known of the account when it asks for a quote. */
export interface Customer {
  accountId: string;
  timeZone: string;
  revision: number;
  subscriptions: readonly Subscription[];
}

/** What the vendor has set. */
export interface Vendor {
  catalogs: Catalogs;
  taxBasisPoints: number;
  /** How long a quote can be checked out. */
  quoteHours: number;
}

const HOUR_MS = 3_600_000;

/**
 * The quote of an order as it is stored. Throws `unknown-product`, `validation-failed` with everything that is wrong,
 * or `order-pays-back`.
 */
export function quoteOrder(
  orderId: string,
  placedBy: Actor,
  wanted: z.output<typeof NewOrder>,
  customer: Customer,
  vendor: Vendor,
  moment: Date,
): Omit<StoredOrder, 'version'> {
  const { catalogs } = vendor;
  // To the second, as all lines are reckoned.
  const now = new Date(Math.floor(moment.getTime() / 1_000) * 1_000);
  const had = (product: string) => customer.subscriptions.find((one) => one.product === product);
  const first = wanted.items.map(({ product }) => had(product)).find(Boolean) ?? customer.subscriptions[0];
  const at: Conditions = {
    period: wanted.period ?? first?.period ?? 'month',
    currency: wanted.currency ?? first?.currency ?? catalogs.current.currencies[0] ?? 'EUR',
    timeZone: customer.timeZone,
    now,
  };
  const items = wanted.items.map((item) => ({ item, has: had(item.product) }));
  const offers = items.map(({ item, has }, i) => {
    const refusal = refuseProduct(catalogs, item.product);
    if (refusal) throw refusal;
    const offer = offerOf(catalogs, item.product, item.plan, has);
    return {
      item,
      has,
      offer: offer ?? { path: `items[${i}].plan`, message: noPlan(catalogs, item.product) },
    };
  });
  const mistakes = [
    ...currencyMistakes(catalogs, at.currency),
    ...offers.flatMap(({ item, has, offer }, i) =>
      'path' in offer ? [offer] : mistakesIn(item, i, offer, at, has),
    ),
  ];
  if (mistakes.length > 0) throw new Fault('validation-failed', { errors: mistakes });
  const sound = offers as { item: (typeof items)[number]['item']; has?: Subscription; offer: Offer }[];
  const idle = sound.findIndex(({ item, has, offer }) => !changesAnything(item, offer, at, now, has));
  if (idle >= 0)
    throw new Fault('validation-failed', {
      errors: [{ path: `items[${idle}]`, message: 'The account has all of this already' }],
    });

  const quoted = sound.map(({ item, has, offer }) => quoteItem(item, offer, at, has));
  const charge = chargeFor(
    quoted.flatMap(({ lines }) => lines),
    at.currency,
    vendor.taxBasisPoints,
  );
  const refusal = refusePayingBack(charge.netMinor, at.currency);
  if (refusal) throw refusal;
  return {
    _id: orderId,
    accountId: customer.accountId,
    status: 'quoted',
    period: at.period,
    catalogVersion: catalogs.current.version,
    basis: customer.revision,
    items: sound.map(({ item, offer }) => ({
      product: item.product,
      plan: offer.plan.plan,
      seats: item.seats,
      modules: item.modules,
      addons: item.addons,
    })),
    after: quoted.map((one) => one.after),
    ...charge,
    placedBy,
    quotedAt: now,
    expiresAt: new Date(now.getTime() + vendor.quoteHours * HOUR_MS),
  };
}

function noPlan(catalogs: Catalogs, product: string): string {
  const plans = catalogs.current.products.find((one) => one.product === product)?.plans ?? [];
  if (plans.length === 0) return `${product} is no longer sold`;
  return `The plans of ${product} are ${plans.map(({ plan }) => plan).join(' and ')}`;
}

function currencyMistakes({ current }: Catalogs, currency: string): FieldError[] {
  if (current.currencies.includes(currency)) return [];
  return [{ path: 'currency', message: `Prices are in ${current.currencies.join(' and ')}` }];
}
