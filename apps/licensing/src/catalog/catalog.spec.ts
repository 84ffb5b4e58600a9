import { CatalogProduct } from '@seatkeeper/contracts';
import { catalog, planOf, productNames, refuseProduct, refuseView } from './catalog.js';

describe('the catalogue', () => {
  it.each(catalog.map((entry) => [entry.product, entry]))(
    'offers %s as the contract describes it',
    (_, entry) => {
      expect(CatalogProduct.safeParse(entry).success).toBe(true);
    },
  );

  it('names each product once and each plan of a product once', () => {
    expect(new Set(productNames).size).toBe(catalog.length);
    for (const { plans } of catalog) expect(new Set(plans.map(({ plan }) => plan)).size).toBe(plans.length);
  });

  it.each(
    catalog.flatMap(({ product, plans }) => plans.map((plan) => [product, plan.plan, plan.prices] as const)),
  )('prices %s %s in whole minor units, a year at ten months', (_product, _plan, prices) => {
    for (const { perSeatMinor, currency, period } of prices) {
      expect(Number.isSafeInteger(perSeatMinor)).toBe(true);
      const month = prices.find((other) => other.currency === currency && other.period === 'month');
      expect(perSeatMinor).toBe((month?.perSeatMinor ?? 0) * (period === 'year' ? 10 : 1));
    }
  });

  it.each([
    ['core', null, null],
    ['contract', null, null],
    ['time-machine', 'unknown-product', 'not-found'],
    ['constructor', 'unknown-product', 'not-found'],
  ])('answers a purchase of %s with %s and a look at it with %s', (product, purchase, view) => {
    expect(refuseProduct(product)?.code ?? null).toBe(purchase);
    expect(refuseView(product)?.code ?? null).toBe(view);
  });

  it('says what can be had instead of an unknown product', () => {
    expect(refuseProduct('time-machine')?.detail).toBe(
      'The catalogue has no product time-machine; it has core and contract.',
    );
  });

  it('puts seats under the first plan of their product', () => {
    expect(planOf('core')).toBe('standard');
  });
});
