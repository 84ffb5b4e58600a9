import type { Migration } from '@seatkeeper/mongo';

/** Which claim took a seat is known by its fence, no longer by the products it was for. */
const forgetBundles: Migration = {
  id: '2026-11-28-forget-bundles',
  async run(db) {
    await db.collection('seats').updateMany({ bundle: { $exists: true } }, { $unset: { bundle: 1 } });
  },
};

export const seatMigrations = [forgetBundles];
