import type { Migration } from '@seatkeeper/mongo';
import { namesOf } from './standings.js';

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

/** Accounts from before operators looked through them: what is known here of how they stand, and that their names are to be asked for. */
const standings: Migration = {
  id: '2026-11-29-standings',
  async run(db, alive) {
    const old = db
      .collection<{ _id: string; slug: string; billedBy?: string; nameKey?: string }>('accounts')
      .find({ nameKey: { $exists: false } });
    for await (const { _id, slug, billedBy } of old) {
      const [due] = await db
        .collection('invoices')
        .find({ accountId: _id, unpaid: true })
        .sort({ dueAt: 1 })
        .limit(1)
        .toArray();
      const over = await db
        .collection('warnings')
        .find({ accountId: _id, overAllocation: { $exists: true } })
        .sort({ 'overAllocation.since': 1 })
        .toArray();
      const overAllocatedSince = (over[0]?.['overAllocation'] as { since: Date } | undefined)?.since;
      const set = {
        ...namesOf(slug, undefined),
        unnamed: true,
        ...(billedBy === undefined && { trial: true }),
        ...(due && { firstDueAt: due['dueAt'] as Date }),
        ...(overAllocatedSince && { overAllocatedSince }),
      };
      await db.collection<{ _id: string }>('accounts').updateOne({ _id }, { $set: set });
      alive();
    }
  },
};

export const accountMigrations: readonly Migration[] = [whoBills, standings];
