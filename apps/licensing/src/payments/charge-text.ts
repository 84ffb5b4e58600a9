import type { OrderLine } from '@seatkeeper/contracts';

/** Stripe shows so many characters of a description. */
const CHARACTERS = 500;

/** What an order consists of, for who pays it: `10 seats of core (premium); client-portal of core; credit for core`. */
export function chargeText(lines: readonly OrderLine[]): string {
  const words = lines.map(({ product, kind, name, charge, quantity }) => {
    const what = kind === 'seats' ? `${quantity ?? 0} seats of ${product}` : `${name ?? kind} of ${product}`;
    return charge === 'unused' ? `credit for ${what}` : what;
  });
  const text = [...new Set(words)].join('; ');
  return text.length > CHARACTERS ? `${text.slice(0, CHARACTERS - 1)}…` : text;
}
