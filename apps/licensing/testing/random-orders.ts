import fc from 'fast-check';
import type { CatalogVersion } from '../src/catalog/catalog-file.js';

const price = fc.integer({ min: 0, max: 99_999 });

/** A catalogue of one product with two plans, a module and two add-ons, priced at random. */
export const anyCatalog: fc.Arbitrary<CatalogVersion> = fc
  .record({
    plans: fc.tuple(anyPlan('small'), anyPlan('large')),
    module: anyOption('account'),
    perSeat: anyOption('seat'),
    perAccount: anyOption('account'),
  })
  .map(({ plans, module, perSeat, perAccount }) => ({
    version: 1,
    currencies: ['EUR'],
    features: [],
    products: [
      {
        product: 'core',
        name: 'Core',
        plans: [...plans],
        modules: [{ module: 'portal', ...module }],
        addons: [
          { addon: 'mail', ...perSeat },
          { addon: 'guests', ...perAccount },
        ],
      },
    ],
  }));

function anyPlan(plan: string) {
  const anyPrice = fc.record({
    baseMinor: price,
    tiers: fc
      .tuple(
        fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 3 }),
        fc.array(price, { minLength: 4 }),
      )
      .map(([ends, prices]) =>
        [...ends.sort((one, other) => one - other), null].map((upTo, i) => ({
          upTo,
          perSeatMinor: prices[i] ?? 0,
        })),
      ),
  });
  return fc
    .record({ included: fc.integer({ min: 0, max: 6 }), month: anyPrice, year: anyPrice })
    .map(({ included, month, year }) => ({
      plan,
      name: plan,
      includedSeats: included,
      maximumSeats: null,
      features: [],
      prices: [
        { currency: 'EUR', period: 'month' as const, ...month },
        { currency: 'EUR', period: 'year' as const, ...year },
      ],
    }));
}

function anyOption(charged: 'account' | 'seat') {
  return fc.tuple(price, price).map(([month, year]) => ({
    name: 'Option',
    charged,
    plans: ['small', 'large'],
    features: [],
    prices: [
      { currency: 'EUR', period: 'month' as const, amountMinor: month },
      { currency: 'EUR', period: 'year' as const, amountMinor: year },
    ],
  }));
}

/** What somebody orders, and how long after the order before. */
export const anyStep = fc.record({
  plan: fc.constantFrom('small', 'large'),
  period: fc.constantFrom('month' as const, 'year' as const),
  seats: fc.integer({ min: 6, max: 40 }),
  modules: fc.subarray(['portal']),
  addons: fc.subarray(['mail', 'guests']),
  afterSeconds: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 * 86_400 })),
});
