import { defineLease } from '@seatkeeper/mongo';

/** So long after a crash others take over; one chunk takes a fraction of a second, and may wait for a busy database. */
export const runLease = defineLease({
  name: 'runs',
  ms: 2_000,
  patienceMs: 60_000,
  begunAt: 'createdAt',
  lateMs: 15 * 60_000,
});
