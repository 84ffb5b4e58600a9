import { busSettings, defineSettings, mongoSettings, runService } from '@seatkeeper/service';
import { GatewayModule } from './gateway.module.js';
import { createHttpApp } from './http/http.adapter.js';

await runService({
  name: 'gateway',
  module: GatewayModule,
  settings: defineSettings({ ...mongoSettings, ...busSettings }),
  createApp: createHttpApp,
});
