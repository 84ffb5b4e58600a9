import { dropIndexes, giveLeases, type Migration } from '@seatkeeper/mongo';
import { deliveries } from './deliveries.schema.js';

/** Deliveries that are due are found by the index of their server. */
const findByServer: Migration = {
  id: '2026-11-30-find-deliveries-by-server',
  run: (db) => dropIndexes(db, deliveries.name, ['by-lease', 'due', 'waiting']),
};

export const deliveryMigrations = [
  giveLeases('2026-11-24-lease-deliveries', {
    collection: deliveries.name,
    where: { dueAt: { $exists: true } },
    drop: ['dueAt'],
  }),
  findByServer,
];
