import { defineLease } from '@seatkeeper/mongo';

/** The patience is longer than a receiver may take in all. */
export const webhookLease = defineLease({
  name: 'webhooks',
  ms: 5_000,
  patienceMs: 90_000,
  lateMs: 15 * 60_000,
  remedy: 'Nobody sends it though its time has come: see whether Redis answers.',
});
