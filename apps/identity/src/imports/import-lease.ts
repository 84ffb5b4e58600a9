import { defineLease } from '@seatkeeper/mongo';

/** An upload is held by nobody: each batch puts off the moment when it counts as broken off. A turn of its rows is. */
export const importLease = defineLease({
  name: 'user imports',
  ms: 5_000,
  patienceMs: 120_000,
  begunAt: 'createdAt',
  lateMs: 15 * 60_000,
});
