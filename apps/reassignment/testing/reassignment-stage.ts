import type { TestService } from '@seatkeeper/testing';
import { reassignmentService, type ReassignmentWorld, reassignmentWorld } from './reassignment-world.js';
import { type RawRecords, rawRecordsIn } from './seeded-records.js';

/** The whole service, identity beside it, and the records as they lie in the database. */
export interface ReassignmentStage extends ReassignmentWorld {
  readonly service: TestService;
  readonly raw: RawRecords;
}

export async function reassignmentStage(): Promise<ReassignmentStage> {
  const world = await reassignmentWorld();
  const service = await reassignmentService(world.world);
  const close = async () => {
    await service.close();
    await world.close();
  };
  return { ...world, service, raw: rawRecordsIn(service), close };
}
