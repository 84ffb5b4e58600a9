import type { Entitlements } from '@seatkeeper/contracts';
import { planOf } from '../catalog/catalog.js';
import type { CatalogVersion } from '../catalog/catalog-file.js';
import type { Catalogs } from '../catalog/catalogs.js';
import type { Subscription } from '../subscriptions/subscription.js';

type Item = Entitlements['items'][number];

/**
 * What is on for an account: by its subscriptions as they were bought, and, for products it has seats of without one, by
 * the first plan of the product. This is the one place that says so.
 */
export function entitlementsOf(
  catalogs: Catalogs,
  subscriptions: readonly Subscription[],
  productsWithSeats: readonly string[],
): Entitlements {
  const subscribed = subscriptions.map((one) => itemOf(catalogs.version(one.catalogVersion), one));
  const known = new Set(subscriptions.map(({ product }) => product));
  const granted = productsWithSeats
    .filter((product) => !known.has(product))
    .map((product) => {
      const plan = { product, plan: planOf(catalogs, product), modules: [], addons: [] };
      return itemOf(catalogs.current, plan);
    });
  const items = [...subscribed, ...granted];
  return { items, features: [...new Set(items.flatMap(({ features }) => features))].sort() };
}

function itemOf(
  { products }: CatalogVersion,
  { product, plan, modules, addons }: Pick<Subscription, 'product' | 'plan' | 'modules' | 'addons'>,
): Item {
  const sold = products.find((one) => one.product === product);
  const features = [
    ...(sold?.plans.find((one) => one.plan === plan)?.features ?? []),
    ...(sold?.modules.filter(({ module }) => modules.includes(module)) ?? []).flatMap((one) => one.features),
    ...(sold?.addons.filter(({ addon }) => addons.includes(addon)) ?? []).flatMap((one) => one.features),
  ];
  return { product, plan, modules, addons, features: [...new Set(features)].sort() };
}
