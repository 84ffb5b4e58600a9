import { randomBytes } from 'node:crypto';
import { Module } from '@nestjs/common';
import { readSettings, ServiceModule, Shutdown } from '@seatkeeper/service';
import { testWorld } from '@seatkeeper/testing';
import { GatewayModule } from '../src/gateway.module.js';
import { createHttpApp } from '../src/http.adapter.js';
import { gatewaySettings } from '../src/settings.js';
import { TrailService } from '../src/trail/trail.service.js';

const IDEMPOTENCY_SECRET = randomBytes(32).toString('base64');

@Module({})
class Root {}

export interface TestGateway {
  /** Its address, without a slash at the end. */
  readonly url: string;
  /** Tells at once what it has counted of refusals. */
  tellRefusals(): Promise<void>;
  /** Stops it as on SIGTERM, and keeps what its world holds. */
  stop(): Promise<void>;
  /** Stops it, and removes its world. */
  close(): Promise<void>;
}

/**
 * The gateway as it runs, on a bus where no other service is: for what it answers by itself. Calls that need a
 * service wait for it in vain; those belong to the system tests.
 */
export async function startGateway(
  settings: Record<string, string> = {},
  world = testWorld(),
): Promise<TestGateway> {
  world.services.add('gateway');
  const environment = { ...world.settings, IDEMPOTENCY_SECRET, ...settings };
  const service = ServiceModule.forRoot('gateway', readSettings(gatewaySettings, environment));
  const app = await createHttpApp({ module: Root, imports: [service, GatewayModule] });
  app.useLogger(false);
  await app.listen(0, '127.0.0.1');
  const stop = async () => {
    await app.get(Shutdown).run();
    await app.close();
  };
  return {
    url: await app.getUrl(),
    tellRefusals: () => app.get(TrailService).flush(),
    stop,
    close: async () => {
      await stop();
      await world.close();
    },
  };
}
