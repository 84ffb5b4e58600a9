import type { Migration } from './migrations.js';
import { openFrom } from '../lease/lease.js';

/** Which documents of a collection are to have a lease, where, and what it takes the place of. */
interface Leaseless {
  collection: string;
  where: object;
  path?: string;
  /** Milliseconds from now on until a sweeper may find them. */
  afterMs?: number;
  drop?: readonly string[];
}

/** A migration for work that was under way before its documents had leases: everything it finds is open to anybody. */
export const giveLeases = (
  id: string,
  { collection, where, path = 'lease', afterMs = 0, drop = [] }: Leaseless,
): Migration => ({
  id,
  async run(db) {
    await db.collection(collection).updateMany(
      { ...where, [`${path}.fence`]: { $exists: false } },
      {
        $set: { [path]: openFrom(new Date(), afterMs) },
        ...(drop.length > 0 && { $unset: Object.fromEntries(drop.map((field) => [field, 1])) }),
      },
    );
  },
});
