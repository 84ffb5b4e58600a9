import { giveLeases } from '@seatkeeper/mongo';
import { runs } from './runs.schema.js';

export const runMigrations = [
  giveLeases('2026-11-24-lease-runs', {
    collection: runs.name,
    where: { state: { $in: ['queued', 'running'] } },
  }),
];
