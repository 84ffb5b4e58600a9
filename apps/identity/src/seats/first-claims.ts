import { type Fault, type License, refuseOvertaking } from '@seatkeeper/contracts';

/** How many wait for the same products. */
export interface WaitingTogether {
  products: readonly string[];
  waiting: number;
}

/**
 * How many have the first claim on a seat of a product: all who wait for it and lack no other. Who lacks another could not use the
 * seat, and holds nobody up.
 */
export function firstClaims(
  product: string,
  waiting: readonly WaitingTogether[],
  licenses: readonly License[],
): number {
  const isFree = (other: string) =>
    licenses.some((license) => license.product === other && license.free + (license.overageLeft ?? 0) > 0);
  return waiting
    .filter(({ products: needed }) => needed.includes(product))
    .filter(({ products: needed }) => needed.every((other) => other === product || isFree(other)))
    .reduce((sum, { waiting: together }) => sum + together, 0);
}

/** Refuses seats to who has only come now while they are due to people who wait. What is not purchased is not refused here. */
export function refuseOvertakingAny(
  products: readonly string[],
  waiting: readonly WaitingTogether[],
  licenses: readonly License[],
): Fault | null {
  for (const license of licenses) {
    if (!products.includes(license.product)) continue;
    const refusal = refuseOvertaking(license, firstClaims(license.product, waiting, licenses));
    if (refusal) return refusal;
  }
  return null;
}
