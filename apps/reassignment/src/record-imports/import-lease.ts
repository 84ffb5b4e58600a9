import { defineLease } from '@seatkeeper/mongo';

/** Held only by who ends an upload that broke off; until then each batch puts off the moment when somebody may. */
export const importLease = defineLease({
  name: 'record imports',
  ms: 10_000,
  patienceMs: 30_000,
  begunAt: 'createdAt',
  lateMs: 15 * 60_000,
});
