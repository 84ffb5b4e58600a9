import { Catalog } from '@seatkeeper/contracts';
import { planOf, productNames, refuseProduct, refuseView, toCatalog } from './catalog.js';
import { readCatalogs, SHIPPED_CATALOG } from './catalogs.js';

const catalogs = readCatalogs(SHIPPED_CATALOG);

describe('the catalogue that comes with Seatkeeper', () => {
  it('is shown as the contract describes it', () => {
    expect(Catalog.strict().safeParse(toCatalog(catalogs.current)).error).toBeUndefined();
  });

  it('sells core and contract, with the portals and what goes into other programs', () => {
    expect(productNames(catalogs)).toEqual(['core', 'contract']);
    const [core] = toCatalog(catalogs.current).items;
    expect(core?.modules.map(({ module }) => module)).toEqual(['advisor-portal', 'client-portal']);
    expect(core?.addons.map(({ addon }) => addon)).toEqual(['outlook', 'gmail', 'teams', 'collaborators']);
  });

  it.each(
    catalogs.current.products.flatMap(({ product, plans }) =>
      plans.map((plan) => [product, plan.plan, plan.prices] as const),
    ),
  )('charges for a year of %s %s ten months', (_product, _plan, prices) => {
    for (const { currency, tiers, baseMinor } of prices.filter(({ period }) => period === 'year')) {
      const month = prices.find((other) => other.currency === currency && other.period === 'month');
      expect(baseMinor).toBe((month?.baseMinor ?? 0) * 10);
      expect(tiers.map((tier) => tier.perSeatMinor)).toEqual(
        month?.tiers.map((tier) => tier.perSeatMinor * 10),
      );
    }
  });

  it.each([
    ['core', null, null],
    ['contract', null, null],
    ['time-machine', 'unknown-product', 'not-found'],
    ['constructor', 'unknown-product', 'not-found'],
  ])('answers a purchase of %s with %s and a look at it with %s', (product, purchase, view) => {
    expect(refuseProduct(catalogs, product)?.code ?? null).toBe(purchase);
    expect(refuseView(catalogs, product)?.code ?? null).toBe(view);
  });

  it('says what can be had instead of an unknown product', () => {
    expect(refuseProduct(catalogs, 'time-machine')?.detail).toBe(
      'The catalogue has no product time-machine; it has core and contract.',
    );
  });

  it('puts seats under the first plan of their product', () => {
    expect(planOf(catalogs, 'core')).toBe('standard');
  });
});
