import { defineLease } from '@seatkeeper/mongo';

/** Longer than the steps of a sign-up take when all is well: each waits for another service. */
export const openingLease = defineLease({
  name: 'sign-ups',
  path: 'opening.lease',
  ms: 5_000,
  patienceMs: 60_000,
  begunAt: 'createdAt',
});
