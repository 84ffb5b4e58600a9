import { defineLease } from '@seatkeeper/mongo';

/** Whoever brings a reduction into force takes the free seats away at once, one after the other. */
export const reductionLease = defineLease({
  name: 'reductions',
  ms: 3_000,
  patienceMs: 30_000,
  begunAt: 'receivedAt',
});
