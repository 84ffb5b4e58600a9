import type { Migration } from '@seatkeeper/mongo';

/** Accounts that an outside billing system has sold seats to before it was asked who bills them stay with it. */
const whoBills: Migration = {
  id: '2026-11-24-who-bills',
  async run(db, alive) {
    const sold = db
      .collection('purchases')
      .aggregate<{ _id: string }>([{ $match: { origin: 'billing' } }, { $group: { _id: '$accountId' } }]);
    for await (const { _id } of sold) {
      await db
        .collection<{ _id: string; billedBy?: string }>('accounts')
        .updateOne({ _id, billedBy: { $exists: false } }, { $set: { billedBy: 'outside' } });
      alive();
    }
  },
};

export const accountMigrations: readonly Migration[] = [whoBills];
