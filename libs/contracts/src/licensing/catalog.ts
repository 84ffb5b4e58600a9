import { z } from 'zod';
import { defineRequest } from '../contract.js';
import { Product } from '../people.js';

/** ISO 4217. Amounts are integers in its minor units: 2900 with EUR is 29.00 €. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'Expected a currency such as EUR');
export const Period = z.enum(['month', 'year']);
export type Period = z.infer<typeof Period>;

const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'Lower-case letters, digits and hyphens, at most 40');
export const PlanName = name;
export const OptionName = name;
export const FeatureName = name;

/** What a plan costs for one period: its base, which covers the included seats, and each further seat by its tier. */
export const CatalogPrice = z.object({
  currency: Currency,
  period: Period,
  perSeatMinor: z.int().describe('Price of a seat of the first tier'),
  baseMinor: z.int().describe('Price of the plan with its included seats'),
  tiers: z
    .array(
      z.object({
        upTo: z.int().nullable().describe('The last seat at this price; null for all that follow'),
        perSeatMinor: z.int(),
      }),
    )
    .describe('Each seat costs what its own tier says: a larger number never makes the earlier seats dearer'),
});

export const CatalogPlan = z.object({
  plan: PlanName,
  name: z.string(),
  includedSeats: z.int().describe('Seats that the base price covers, and the fewest one can have'),
  maximumSeats: z.int().nullable(),
  features: z.array(FeatureName),
  prices: z.array(CatalogPrice),
});

/** What a module or an add-on costs for one period. */
const option = {
  name: z.string(),
  charged: z.enum(['account', 'seat']).describe('Once, or for each seat of the subscription'),
  plans: z.array(PlanName).describe('The plans it can be had with'),
  features: z.array(FeatureName),
  prices: z.array(z.object({ currency: Currency, period: Period, amountMinor: z.int() })),
};

/** A product as the catalogue offers it. Prices are integers in minor units of a currency. */
export const CatalogProduct = z.object({
  product: Product,
  name: z.string(),
  plans: z.array(CatalogPlan),
  modules: z.array(z.object({ module: OptionName, ...option })),
  addons: z.array(z.object({ addon: OptionName, ...option })),
});
export type CatalogProduct = z.infer<typeof CatalogProduct>;

export const Catalog = z.object({
  version: z
    .int()
    .describe('Counts up with every change of the catalogue; orders keep the one they came from'),
  currencies: z.array(Currency),
  features: z.array(z.object({ feature: FeatureName, name: z.string() })),
  items: z.array(CatalogProduct),
});

export const listCatalog = defineRequest({
  name: 'licensing.catalog.list.v1',
  askedBy: ['gateway', 'identity'],
  summary:
    'Products, plans, modules, add-ons and their prices, as they are sold now, or were in an earlier version.',
  input: z.object({ version: z.int().optional() }),
  output: Catalog,
});
