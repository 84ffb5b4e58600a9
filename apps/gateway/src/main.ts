import { runService } from '@seatkeeper/service';
import { GatewayModule } from './gateway.module.js';
import { createHttpApp } from './http.adapter.js';
import { gatewaySettings } from './settings.js';

await runService({
  name: 'gateway',
  module: GatewayModule,
  settings: gatewaySettings,
  createApp: createHttpApp,
});
