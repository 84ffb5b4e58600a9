import { giveLeases } from '@seatkeeper/mongo';
import { SILENT_MS } from './record-imports.js';
import { imports } from './record-imports.schema.js';

export const importMigrations = [
  giveLeases('2026-11-24-lease-record-imports', {
    collection: imports.name,
    where: { state: 'running' },
    afterMs: SILENT_MS,
  }),
];
