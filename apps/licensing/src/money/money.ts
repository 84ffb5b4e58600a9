/** Amounts are integers in minor units of one currency. Products are made with BigInt, so none is ever inexact. */

/** `amount × part ÷ whole`, rounded once, half a unit up. Throws RangeError for a whole that is not positive. */
export function prorate(amount: number, part: number, whole: number): number {
  if (whole <= 0) throw new RangeError(`A share of ${whole} is no share.`);
  const product = 2n * BigInt(amount) * BigInt(part) + BigInt(whole);
  const unit = 2n * BigInt(whole);
  // BigInt cuts off towards zero; rounding half up needs the floor, also below zero.
  const floor = product / unit - (product % unit < 0n ? 1n : 0n);
  return exact(floor);
}

/**
 * Divides `total` by weights that are not negative, without losing or making a unit: each gets the whole units of its
 * share, and what is left goes to the largest remainders, of equal ones to the first.
 */
export function split(total: number, weights: readonly number[]): number[] {
  const all = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (all <= 0n) throw new RangeError('Something can be divided only among weights that have a sum.');
  const shares = weights.map((weight) => BigInt(total) * BigInt(weight));
  const units = shares.map((share) => share / all);
  const left = Number(BigInt(total) - units.reduce((sum, unit) => sum + unit, 0n));
  const remainders = shares
    .map((share, index) => ({ index, remainder: share % all }))
    .sort((one, other) => Number(other.remainder - one.remainder) || one.index - other.index);
  for (const { index } of remainders.slice(0, left)) units[index] = (units[index] ?? 0n) + 1n;
  return units.map(exact);
}

/** Sums stay exact as long as they are safe integers; beyond, they are refused rather than wrong. */
export const sumOf = (amounts: readonly number[]): number =>
  exact(amounts.reduce((sum, amount) => sum + BigInt(amount), 0n));

/** Tax on a net amount; the rate is in basis points, 1900 for 19 %. Rounded once, on the sum of all lines. */
export const taxOn = (netMinor: number, basisPoints: number): number =>
  prorate(netMinor, basisPoints, 10_000);

function exact(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number))
    throw new RangeError(`The amount ${value} is beyond what can be billed.`);
  return number;
}
