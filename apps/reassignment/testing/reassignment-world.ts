import { testService, type TestService, testWorld, type World } from '@seatkeeper/testing';
import { ReassignmentModule } from '../src/reassignment.module.js';
import { reassignmentSettings } from '../src/settings.js';
import { type IdentityPeer, identityPeer } from './identity-peer.js';

export interface ReassignmentWorld {
  readonly world: World;
  readonly people: IdentityPeer;
  /** Identity, which outlives the services under test, and so is who asks them. */
  readonly peer: TestService;
  close(): Promise<void>;
}

/** Identity alone. */
export async function reassignmentWorld(): Promise<ReassignmentWorld> {
  const world = testWorld();
  world.services.add('reassignment');
  const { service: peer, people } = await identityPeer(world);
  const close = async () => {
    await peer.close();
    await world.close();
  };
  return { world, people, peer, close };
}

/** The whole service in this process. */
export const reassignmentService = (world: World): Promise<TestService> => {
  return testService({
    name: 'reassignment',
    imports: [ReassignmentModule],
    spec: reassignmentSettings,
    world,
  });
};
