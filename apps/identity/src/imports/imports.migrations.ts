import { giveLeases } from '@seatkeeper/mongo';
import { SILENT_MS } from './imports.js';

/** Work that was under way before it had leases. */
export const importMigrations = [
  giveLeases('2026-11-24-lease-user-imports', { collection: 'imports', where: { state: 'running' } }),
  giveLeases('2026-11-24-lease-uploads', {
    collection: 'imports',
    where: { state: 'receiving' },
    afterMs: SILENT_MS,
  }),
];
