import { Module } from '@nestjs/common';
import {
  busSettings,
  commonSettings,
  defineSettings,
  mongoSettings,
  readSettings,
  ServiceModule,
  Shutdown,
} from '@seatkeeper/service';
import { testWorld } from '@seatkeeper/testing';
import { GatewayModule } from '../src/gateway.module.js';
import { createHttpApp } from '../src/http/http.adapter.js';

@Module({})
class Root {}

export interface TestGateway {
  /** Its address, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * The gateway as it runs, on a bus where no other service is: for what it answers by itself. Calls that need a
 * service wait for it in vain; those belong to the system tests.
 */
export async function startGateway(): Promise<TestGateway> {
  const world = testWorld();
  world.services.add('gateway');
  const spec = defineSettings({ ...commonSettings, ...mongoSettings, ...busSettings });
  const environment = Object.fromEntries(
    Object.entries(world.settings).filter(([name]) => name in spec.shape),
  );
  const service = ServiceModule.forRoot('gateway', readSettings(spec, environment));
  const app = await createHttpApp({ module: Root, imports: [service, GatewayModule] });
  app.useLogger(false);
  await app.listen(0, '127.0.0.1');
  return {
    url: await app.getUrl(),
    close: async () => {
      await app.get(Shutdown).run();
      await app.close();
      await world.close();
    },
  };
}
