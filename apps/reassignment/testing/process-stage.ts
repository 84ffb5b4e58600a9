import { rawDatabase } from './raw-database.js';
import { type ReassignmentWorld, reassignmentWorld } from './reassignment-world.js';
import type { RawRecords } from './seeded-records.js';
import { endServiceProcesses } from './service-process.js';

export interface ProcessStage {
  readonly world: ReassignmentWorld;
  /** The records as they are stored. */
  readonly raw: RawRecords;
  readonly close: () => Promise<void>;
}

/** A world in which processes that a test starts, and kills, are the service. */
export async function processStage(): Promise<ProcessStage> {
  const world = await reassignmentWorld();
  const { database, raw } = await rawDatabase(world.world);
  const close = async () => {
    await endServiceProcesses();
    await database.close();
    await world.close();
  };
  return { world, raw, close };
}
