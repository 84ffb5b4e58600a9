import { giveLeases } from '@seatkeeper/mongo';

/** Work that was under way before it had leases. */
export const purchaseMigrations = [
  giveLeases('2026-11-24-lease-purchases', {
    collection: 'purchases',
    where: { dueAt: { $exists: true } },
    drop: ['dueAt'],
  }),
];
