/** Of one product: how many seats the invitations take, and what becomes of those for whom there is none. */
export interface SeatSum {
  readonly product: string;
  readonly takes: number;
  readonly free: number;
  /** How many wait already: they come first, also to what is free. */
  readonly waiting: number;
  readonly missing: number;
}

interface License {
  readonly product: string;
  readonly free: number;
  readonly waiting: number;
}

/** Each person takes a seat of each product, all or none; so many find none. */
export function seatSums(
  people: number,
  products: readonly string[],
  licenses: readonly License[],
): SeatSum[] {
  return products.map((product) => {
    const { free = 0, waiting = 0 } = licenses.find((license) => license.product === product) ?? {};
    const left = Math.max(0, free - waiting);
    return { product, takes: people, free, waiting, missing: Math.max(0, people - left) };
  });
}

/** How many of the people get no seat: the product that has least decides, since nobody gets a part of them. */
export const missingOf = (sums: readonly SeatSum[]): number =>
  Math.max(0, ...sums.map(({ missing }) => missing));
