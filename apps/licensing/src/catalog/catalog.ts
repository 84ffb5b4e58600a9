import { Fault } from '@seatkeeper/contracts';
import type { CatalogProduct } from '@seatkeeper/contracts';
import type { z } from 'zod';

type Product = z.infer<typeof CatalogProduct>;

/** What can be licensed. Prices are integers in minor units; a product that was ever sold never leaves the list. */
export const catalog: readonly Product[] = [
  {
    product: 'core',
    name: 'Seatkeeper Core',
    plans: [
      { plan: 'standard', name: 'Standard', prices: prices({ eur: 2_900, usd: 3_100 }) },
      { plan: 'premium', name: 'Premium', prices: prices({ eur: 4_900, usd: 5_300 }) },
    ],
  },
  {
    product: 'contract',
    name: 'Seatkeeper Contract',
    plans: [{ plan: 'standard', name: 'Standard', prices: prices({ eur: 1_900, usd: 2_100 }) }],
  },
];

/** A year costs ten months. */
function prices(monthly: { eur: number; usd: number }): Product['plans'][number]['prices'] {
  return Object.entries(monthly).flatMap(([currency, perSeatMinor]) => [
    { currency: currency.toUpperCase(), perSeatMinor, period: 'month' as const },
    { currency: currency.toUpperCase(), perSeatMinor: perSeatMinor * 10, period: 'year' as const },
  ]);
}

export const productNames: readonly string[] = catalog.map(({ product }) => product);

const inCatalog = (product: string): Product | undefined =>
  catalog.find((entry) => entry.product === product);

/** Says no to a purchase or claim of something that is not sold. */
export function refuseProduct(product: string): Fault | null {
  if (inCatalog(product)) return null;
  return new Fault('unknown-product', {
    detail: `The catalogue has no product ${product}; it has ${productNames.join(' and ')}.`,
    members: { product },
  });
}

/** Says no to a look at something that is not sold: for a reader it does not exist. */
export const refuseView = (product: string): Fault | null =>
  inCatalog(product) ? null : Fault.notFound('product');

/** Until orders name a plan, seats come under the first one of their product. */
export const planOf = (product: string): string => inCatalog(product)?.plans[0]?.plan ?? 'standard';
