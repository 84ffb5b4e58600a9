/** Of one product: how many seats the invitations take, and what becomes of those for whom there is none. */
export interface SeatSum {
  readonly product: string;
  readonly takes: number;
  readonly free: number;
  /** How many wait already. */
  readonly waiting: number;
  readonly missing: number;
}

/** What the rules that refuse an invitation say of so many. */
interface Explained {
  readonly product: string;
  readonly seats: number;
  readonly free: number;
  readonly waiting: number;
  /** How many seats have to be bought or given back first: more than are wanted, where the account is over-allocated. */
  readonly short: number;
}

/** Each person takes a seat of each product, all or none; so many find none. */
export const seatSums = (explained: readonly Explained[]): SeatSum[] =>
  explained.map(({ product, seats, free, waiting, short }) => ({
    product,
    takes: seats,
    free,
    waiting,
    missing: Math.min(seats, short),
  }));

/** How many of the people get no seat: the product that has least decides, since nobody gets a part of them. */
export const missingOf = (sums: readonly SeatSum[]): number =>
  Math.max(0, ...sums.map(({ missing }) => missing));
