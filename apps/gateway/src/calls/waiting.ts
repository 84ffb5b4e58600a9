import type { countWaiting, License, Output } from '@seatkeeper/contracts';

/** Seats are licensing's, who waits for one is identity's: both in one line. */
export function withWaiting(licenses: readonly License[], { items }: Output<typeof countWaiting>) {
  const waiting = new Map(items.map(({ product, waiting }) => [product, waiting]));
  return licenses.map((license) => ({ ...license, waiting: waiting.get(license.product) ?? 0 }));
}
