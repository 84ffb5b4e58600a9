/** Seats of a product as licensing counts them. */
interface Counts {
  readonly purchased: number;
  readonly used: number;
}

/** Who should hold them, by status, as identity counts them. */
interface Holding {
  readonly active: { readonly count: number };
  readonly invited: { readonly count: number };
  readonly banned: { readonly count: number };
}

/** The sum of a product: `active + invited + banned + changing = held`, and `held + free − over = purchased`. */
export interface SeatTerms {
  /** Left out for who may not see people. */
  readonly by: {
    readonly active: number;
    readonly invited: number;
    readonly banned: number;
    /** Seats that are just being taken or given back: the two are counted a moment apart. */
    readonly changing: number;
  } | null;
  readonly held: number;
  readonly free: number;
  /** How many more are held than purchased, since a reduction. */
  readonly over: number;
  readonly purchased: number;
}

export function seatTerms({ purchased, used }: Counts, holders: Holding | null): SeatTerms {
  const known = holders && holders.active.count + holders.invited.count + holders.banned.count;
  return {
    by:
      holders === null || known === null
        ? null
        : {
            active: holders.active.count,
            invited: holders.invited.count,
            banned: holders.banned.count,
            changing: used - known,
          },
    held: used,
    free: Math.max(0, purchased - used),
    over: Math.max(0, used - purchased),
    purchased,
  };
}
