import type { Migration } from '@seatkeeper/mongo';

/** Of invoices from before payments were noted nobody has said that they were paid. */
const unpaidUntilNoted: Migration = {
  id: '2026-11-29-unpaid-invoices',
  async run(db) {
    await db
      .collection('invoices')
      .updateMany({ unpaid: { $exists: false }, paidAt: { $exists: false } }, { $set: { unpaid: true } });
  },
};

export const invoiceMigrations: readonly Migration[] = [unpaidUntilNoted];
