import type { DigestOfProduct, License } from '@seatkeeper/contracts';

const LOOKED_AHEAD_MS = 30 * 86_400_000;

/** How a product stands, and what is known to change it within thirty days after `now`. */
export function digestOfProduct(
  { product, purchased, used, scheduled, renews, renewsAt }: License,
  waiting: number,
  now: Date,
): DigestOfProduct {
  const reductions = scheduled.map(({ seats, effectiveAt }) => ({
    kind: 'reduction' as const,
    at: effectiveAt,
    seats,
  }));
  const kind = renews === true ? ('renewal' as const) : ('end' as const);
  // A subscription that does neither by itself changes nothing on that day.
  const term = renewsAt !== undefined && renews !== undefined ? [{ kind, at: renewsAt, seats: 0 }] : [];
  const end = new Date(now.getTime() + LOOKED_AHEAD_MS);
  const changes = [...reductions, ...term]
    .filter(({ at }) => new Date(at) >= now && new Date(at) < end)
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return { product, purchased, used, waiting, changes };
}
