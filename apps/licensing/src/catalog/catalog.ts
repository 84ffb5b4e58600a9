import { Fault, type listCatalog, type Output } from '@seatkeeper/contracts';
import type { CatalogVersion, SoldProduct } from './catalog-file.js';
import type { Catalogs } from './catalogs.js';

export const productNames = (catalogs: Catalogs): readonly string[] =>
  catalogs.products.map(({ product }) => product);

const inCatalog = (catalogs: Catalogs, product: string): SoldProduct | undefined =>
  catalogs.products.find((entry) => entry.product === product);

/** Says no to a purchase or claim of something that was never sold. */
export function refuseProduct(catalogs: Catalogs, product: string): Fault | null {
  if (inCatalog(catalogs, product)) return null;
  return new Fault('unknown-product', {
    detail: `The catalogue has no product ${product}; it has ${productNames(catalogs).join(' and ')}.`,
    members: { product },
  });
}

/** Says no to a look at something that was never sold: for a reader it does not exist. */
export const refuseView = (catalogs: Catalogs, product: string): Fault | null =>
  inCatalog(catalogs, product) ? null : Fault.notFound('product');

/** Seats that no order named a plan for come under the first one of their product. */
export const planOf = (catalogs: Catalogs, product: string): string =>
  inCatalog(catalogs, product)?.plans[0]?.plan ?? 'standard';

/** A version as everybody sees it. */
export const toCatalog = ({
  version,
  currencies,
  features,
  products,
}: CatalogVersion): Output<typeof listCatalog> => ({
  version,
  currencies,
  features,
  items: products.map((sold) => ({
    ...sold,
    name: sold.name,
    plans: sold.plans.map((plan) => ({
      ...plan,
      prices: plan.prices.map((price) => ({ ...price, perSeatMinor: price.tiers[0]?.perSeatMinor ?? 0 })),
    })),
  })),
});
