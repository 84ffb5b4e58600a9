import { giveLeases } from '@seatkeeper/mongo';
import { deliveries } from './deliveries.schema.js';

export const deliveryMigrations = [
  giveLeases('2026-11-24-lease-deliveries', {
    collection: deliveries.name,
    where: { dueAt: { $exists: true } },
    drop: ['dueAt'],
  }),
];
