import { defineLease } from '@seatkeeper/mongo';

/** Whoever is told of a purchase adds its seats at once, a thousand at a time. */
export const purchaseLease = defineLease({
  name: 'purchases',
  ms: 3_000,
  patienceMs: 30_000,
  begunAt: 'receivedAt',
});
