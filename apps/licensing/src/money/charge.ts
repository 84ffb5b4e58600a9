import type { OrderLine } from '@seatkeeper/contracts';
import { sumOf, taxOn } from './money.js';

/** What an order comes to, and its invoice after it: the lines, and the totals they add up to, in minor units. */
export interface Charge {
  lines: OrderLine[];
  currency: string;
  netMinor: number;
  taxBasisPoints: number;
  taxMinor: number;
  grossMinor: number;
}

/** How a charge is stored. */
export const chargeFields = {
  lines: { type: [Object], required: true },
  currency: { type: String, required: true },
  netMinor: { type: Number, required: true },
  taxBasisPoints: { type: Number, required: true },
  taxMinor: { type: Number, required: true },
  grossMinor: { type: Number, required: true },
} as const;

/** The charge alone of something that has one. */
export const chargeOf = ({
  lines,
  currency,
  netMinor,
  taxBasisPoints,
  taxMinor,
  grossMinor,
}: Charge): Charge => ({ lines, currency, netMinor, taxBasisPoints, taxMinor, grossMinor });

/** What lines come to, with the tax on their sum. */
export function chargeFor(lines: OrderLine[], currency: string, taxBasisPoints: number): Charge {
  const netMinor = sumOf(lines.map(({ amountMinor }) => amountMinor));
  const taxMinor = taxOn(netMinor, taxBasisPoints);
  return { lines, currency, netMinor, taxBasisPoints, taxMinor, grossMinor: sumOf([netMinor, taxMinor]) };
}
