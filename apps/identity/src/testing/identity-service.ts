import type { Type } from '@nestjs/common';
import { BusModule } from '@seatkeeper/bus';
import { type CollectionSpec, MongoInbox, MongoModule } from '@seatkeeper/mongo';
import type { Clock } from '@seatkeeper/service';
import { testService, type TestService, testWorld } from '@seatkeeper/testing';
import { identitySettings } from '../settings.js';
import { EventRecorder, EventRecorderModule } from './event-recorder.js';
import { identitySecrets } from './identity-settings.js';
import { LicensingPeer, LicensingPeerModule } from './licensing-peer.js';

export interface IdentityService extends TestService {
  readonly licensing: LicensingPeer;
  readonly heard: EventRecorder;
}

/** Some features of identity on the bus, beside a stand-in for licensing and a recorder of events. */
export async function identityService(given: {
  // Whatever each stores: the collection's own type is the business of its repository.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  collections: readonly CollectionSpec<any>[];
  imports: Type[];
  clock?: Clock;
}): Promise<IdentityService> {
  const world = testWorld();
  const peer = await testService({
    name: 'licensing',
    world,
    imports: [BusModule.forRoot(), LicensingPeerModule, EventRecorderModule],
  });
  const identity = await testService({
    name: 'identity',
    world,
    spec: identitySettings,
    settings: identitySecrets,
    clock: given.clock,
    imports: [
      MongoModule.forRoot(given.collections),
      BusModule.forRoot({ inbox: MongoInbox }),
      ...given.imports,
    ],
  });
  return Object.assign(Object.create(identity) as TestService, {
    licensing: peer.get(LicensingPeer),
    heard: peer.get(EventRecorder),
    close: async () => {
      await identity.close();
      await peer.close();
      await world.close();
    },
  });
}
