import type { Output, Reconciliation, tellSeatDifferences, tellSeatRepairs } from '@seatkeeper/contracts';

/** What licensing knows of the seats beside what identity knows of the users; a product that only one of both has is shown, too. */
export function toReconciliation(
  { products: seats, repairs }: Output<typeof tellSeatRepairs>,
  { products: users, differences }: Output<typeof tellSeatDifferences>,
): Reconciliation {
  const should = new Map(users.map(({ product, shouldHold }) => [product, shouldHold]));
  const known = new Set(seats.map(({ product }) => product));
  const unsold = users.filter(({ product }) => !known.has(product));
  return {
    products: [
      ...seats.map((sums) => ({ ...sums, shouldHold: should.get(sums.product) ?? 0 })),
      ...unsold.map((wanted) => ({ ...wanted, held: 0, purchased: 0, purchasedByLedger: 0 })),
    ],
    differences,
    repairs,
  };
}
