import { Fault, type License } from '@seatkeeper/contracts';

/** How many wait for the same products. */
export interface WaitingTogether {
  products: readonly string[];
  waiting: number;
}

/**
 * Refuses seats to who has only come now while they are due to people who wait: as many as wait for the product and lack no other.
 * Who lacks another could not use the seat, and holds nobody up. What is not purchased at all is not refused here.
 */
export function refuseOvertaking(
  products: readonly string[],
  waiting: readonly WaitingTogether[],
  licenses: readonly License[],
): Fault | null {
  const licenseOf = (product: string) => licenses.find((license) => license.product === product);
  const isFree = (product: string) => (licenseOf(product)?.free ?? 0) > 0;
  for (const product of products) {
    const license = licenseOf(product);
    if (!license || license.overAllocated > 0) continue;
    const before = waiting
      .filter(({ products: needed }) => needed.includes(product))
      .filter(({ products: needed }) => needed.every((other) => other === product || isFree(other)))
      .reduce((sum, { waiting }) => sum + waiting, 0);
    if (before > 0 && license.free <= before) return overtaking(license, before);
  }
  return null;
}

function overtaking({ product, purchased, used, free }: License, waiting: number): Fault {
  const [people, wait] = waiting === 1 ? ['person', 'waits'] : ['people', 'wait'];
  const seats =
    free === 0
      ? `${used} of ${purchased} purchased seats of ${product} are in use`
      : `${free} of ${purchased} purchased seats of ${product} ${free === 1 ? 'is' : 'are'} free`;
  return new Fault('no-free-seat', {
    detail: `${seats}, and ${waiting} ${people} who ${wait} for one come${waiting === 1 ? 's' : ''} first.`,
    members: { product, purchased, used, waiting },
  });
}
