import { giveLeases, type Migration } from '@seatkeeper/mongo';

/** Accounts from before reconciliation was shared out have no time to be compared at, and nobody would find them. */
const dueAtOnce: Migration = {
  id: '2026-11-24-reconcile-every-account',
  async run(db) {
    const missing = { reconcileAt: { $exists: false } };
    await db.collection('accounts').updateMany(missing, { $set: { reconcileAt: new Date() } });
  },
};

/** Sign-ups that were under way before they had leases. */
const leaseSignUps = giveLeases('2026-11-24-lease-sign-ups', {
  collection: 'accounts',
  path: 'opening.lease',
  where: { opening: { $exists: true } },
  drop: ['opening.leaseUntil'],
});

export const accountMigrations = [dueAtOnce, leaseSignUps];
