import type { Period } from '@seatkeeper/contracts';
import type { PlanPrice, SoldPlan, SoldProduct } from '../catalog/catalog-file.js';

/** A part of a subscription with its price for a whole period. */
export interface Part {
  /** As in `Paid`: `plan`, `seats`, `module:<name>`, `addon:<name>`. */
  what: string;
  kind: 'plan' | 'seats' | 'module' | 'addon';
  name: string;
  quantity: number;
  unitMinor: number;
}

/** In which money, and for which time. */
export interface Tariff {
  currency: string;
  period: Period;
}

export interface Option {
  kind: 'module' | 'addon';
  name: string;
  sold: SoldProduct['modules'][number] | SoldProduct['addons'][number];
}

/** The modules and add-ons of a product under one form. */
export const optionsOf = (sold: SoldProduct): Option[] => [
  ...sold.modules.map((one) => ({ kind: 'module' as const, name: one.module, sold: one })),
  ...sold.addons.map((one) => ({ kind: 'addon' as const, name: one.addon, sold: one })),
];

/** The base price of a plan, if it has one. */
export function baseOf(plan: SoldPlan, tariff: Tariff): Part[] {
  const { baseMinor } = priceOf(plan, tariff);
  if (baseMinor === 0) return [];
  return [{ what: 'plan', kind: 'plan', name: plan.plan, quantity: 1, unitMinor: baseMinor }];
}

/** Seats number `from` + 1 up to `to`, each at the price of the tier it falls into; the included ones cost nothing. */
export function seatsOf(plan: SoldPlan, tariff: Tariff, from: number, to: number): Part[] {
  let before = Math.max(from, plan.includedSeats);
  return priceOf(plan, tariff).tiers.flatMap(({ upTo, perSeatMinor }) => {
    const last = Math.min(to, upTo ?? to);
    const quantity = last - before;
    if (quantity <= 0) return [];
    before = last;
    return [{ what: 'seats', kind: 'seats' as const, name: plan.plan, quantity, unitMinor: perSeatMinor }];
  });
}

/** A module or add-on for a subscription with so many seats, of which `paidSeats` have it already (null: it is new). */
export function optionPart(option: Option, tariff: Tariff, seats: number, paidSeats: number | null): Part[] {
  const { kind, name, sold } = option;
  const account = paidSeats === null ? 1 : 0;
  const quantity = sold.charged === 'seat' ? seats - (paidSeats ?? 0) : account;
  if (quantity <= 0) return [];
  const { amountMinor } = inTariff(sold.prices, tariff);
  return [{ what: `${kind}:${name}`, kind, name, quantity, unitMinor: amountMinor }];
}

const priceOf = (plan: SoldPlan, tariff: Tariff): PlanPrice => inTariff(plan.prices, tariff);

/** The catalogue was checked at the start to have a price in each of its currencies for each period. */
function inTariff<P extends Tariff>(prices: readonly P[], { currency, period }: Tariff): P {
  const price = prices.find((one) => one.currency === currency && one.period === period);
  if (!price) throw new Error(`The catalogue has no price in ${currency} a ${period}.`);
  return price;
}
