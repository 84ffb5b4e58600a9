import {
  Currency,
  FeatureName,
  fieldErrors,
  OptionName,
  Period,
  PlanName,
  Product,
} from '@seatkeeper/contracts';
import { z } from 'zod';

/** A price of the catalogue: whole minor units, so that no sum of them is ever rounded. */
const minor = z.int('Expected a whole number of minor units').min(0, 'A price is not negative');
const seats = z.int().min(0).max(1_000_000);
const label = z.string().min(1).max(100);

const Price = z.strictObject({
  currency: Currency,
  period: Period,
  baseMinor: minor,
  tiers: z.array(z.strictObject({ upTo: seats.nullable(), perSeatMinor: minor })).min(1),
});

const Plan = z.strictObject({
  plan: PlanName,
  name: label,
  includedSeats: seats,
  maximumSeats: seats.nullable(),
  features: z.array(FeatureName),
  prices: z.array(Price),
});

const option = {
  name: label,
  charged: z.enum(['account', 'seat']),
  plans: z.array(PlanName).min(1),
  features: z.array(FeatureName),
  prices: z.array(z.strictObject({ currency: Currency, period: Period, amountMinor: minor })),
};

const CatalogFile = z
  .strictObject({
    version: z.int().min(1),
    currencies: z.array(Currency).min(1),
    features: z.array(z.strictObject({ feature: FeatureName, name: label })),
    products: z
      .array(
        z.strictObject({
          product: Product,
          name: label,
          plans: z.array(Plan).min(1),
          modules: z.array(z.strictObject({ module: OptionName, ...option })),
          addons: z.array(z.strictObject({ addon: OptionName, ...option })),
        }),
      )
      .min(1),
  })
  .superRefine((file, context) => {
    for (const { path, message } of contradictions(file)) context.addIssue({ code: 'custom', path, message });
  });

type File = z.input<typeof CatalogFile>;
export type CatalogVersion = z.output<typeof CatalogFile>;
export type SoldProduct = CatalogVersion['products'][number];
export type SoldPlan = SoldProduct['plans'][number];
export type PlanPrice = SoldPlan['prices'][number];

interface Mistake {
  path: (string | number)[];
  message: string;
}

/** Reads one version. Throws one sentence that names the place in the file and what is wrong there. */
export function readCatalog(text: string, version: number): CatalogVersion {
  const parsed = CatalogFile.safeParse(JSON.parse(text));
  if (!parsed.success) {
    const mistakes = fieldErrors(parsed.error).map(({ path, message }) => `${path}: ${message}`);
    throw new Error(mistakes.slice(0, 3).join('; '));
  }
  if (parsed.data.version !== version)
    throw new Error(`version: The file is named for version ${version} and says ${parsed.data.version}`);
  return parsed.data;
}

function contradictions(file: File): Mistake[] {
  const known = new Set(file.features.map(({ feature }) => feature));
  return [
    ...repeated(
      file.products.map(({ product }) => product),
      ['products'],
      'product',
    ),
    ...file.products.flatMap((product, p) => {
      const at = ['products', p];
      const plans = product.plans.map(({ plan }) => plan);
      return [
        ...repeated(plans, [...at, 'plans'], 'plan'),
        ...repeated(
          product.modules.map(({ module }) => module),
          [...at, 'modules'],
          'module',
        ),
        ...repeated(
          product.addons.map(({ addon }) => addon),
          [...at, 'addons'],
          'addon',
        ),
        ...product.plans.flatMap((plan, i) => [
          ...unknown(plan.features, known, [...at, 'plans', i, 'features'], 'features'),
          ...missingPrices(plan.prices, file.currencies, [...at, 'plans', i, 'prices']),
          ...plan.prices.flatMap(({ tiers }, j) =>
            wrongTiers(tiers, [...at, 'plans', i, 'prices', j, 'tiers']),
          ),
          ...(plan.maximumSeats !== null && plan.maximumSeats < Math.max(1, plan.includedSeats)
            ? [
                {
                  path: [...at, 'plans', i, 'maximumSeats'],
                  message: 'It is less than the seats included, or none',
                },
              ]
            : []),
        ]),
        ...(['modules', 'addons'] as const).flatMap((kind) =>
          product[kind].flatMap((one, i) => [
            ...unknown(one.features, known, [...at, kind, i, 'features'], 'features'),
            ...unknown(one.plans, new Set(plans), [...at, kind, i, 'plans'], 'plans of the product'),
            ...missingPrices(one.prices, file.currencies, [...at, kind, i, 'prices']),
          ]),
        ),
      ];
    }),
  ];
}

const repeated = (names: readonly string[], at: Mistake['path'], field: string): Mistake[] =>
  names.flatMap((name, i) =>
    names.indexOf(name) === i ? [] : [{ path: [...at, i, field], message: `${name} is there twice` }],
  );

const unknown = (
  names: readonly string[],
  known: ReadonlySet<string>,
  at: Mistake['path'],
  of: string,
): Mistake[] =>
  names.flatMap((name, i) =>
    known.has(name) ? [] : [{ path: [...at, i], message: `${name} is not among the ${of}` }],
  );

/** Whatever is sold is sold in every currency and for every period, once: no quote ends for want of a price. */
function missingPrices(
  prices: readonly { currency: string; period: string }[],
  currencies: readonly string[],
  at: Mistake['path'],
): Mistake[] {
  const wanted = currencies.flatMap((currency) => Period.options.map((period) => `${currency} a ${period}`));
  const given = prices.map(({ currency, period }) => `${currency} a ${period}`);
  return [
    ...given.flatMap((price, i) =>
      given.indexOf(price) < i || !wanted.includes(price)
        ? [
            {
              path: [...at, i],
              message: `The price in ${price} is there twice or in no currency of the catalogue`,
            },
          ]
        : [],
    ),
    ...wanted
      .filter((price) => !given.includes(price))
      .map((price) => ({ path: at, message: `The price in ${price} is missing` })),
  ];
}

const wrongTiers = (tiers: readonly { upTo: number | null }[], at: Mistake['path']): Mistake[] =>
  tiers.flatMap(({ upTo }, i) => {
    const last = i === tiers.length - 1;
    const before = i === 0 ? 0 : (tiers[i - 1]?.upTo ?? 0);
    const right = last ? upTo === null : upTo !== null && upTo > before;
    const message = last ? 'The last tier has no end: null' : `Expected more than ${before}`;
    return right ? [] : [{ path: [...at, i, 'upTo'], message }];
  });
