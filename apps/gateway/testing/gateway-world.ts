import { testWorld } from '@seatkeeper/testing';
import { startGateway, type TestGateway } from './gateway.js';
import { startStandIn } from './stand-in.js';

export interface GatewayWorld {
  /** Where Redis is. */
  readonly redisUrl: string;
  /** What answers for identity. */
  readonly identity: Awaited<ReturnType<typeof startStandIn>>;
  /** One more gateway, until the end: Passport knows one strategy in a process, that of the gateway that came last. */
  gateway(settings?: Record<string, string>): Promise<TestGateway>;
  close(): Promise<void>;
}

/** A world where identity's part about callers runs, and as many gateways as a test starts. */
export async function gatewayWorld(): Promise<GatewayWorld> {
  const world = testWorld();
  const identity = await startStandIn(world);
  const running: TestGateway[] = [];
  return {
    redisUrl: world.settings['REDIS_URL'] ?? '',
    identity,
    gateway: async (settings = {}) => {
      const started = await startGateway(settings, world);
      running.push(started);
      return started;
    },
    close: async () => {
      await identity.service.stop();
      for (const gateway of running) await gateway.stop();
      await world.close();
    },
  };
}
