import { BusServer } from '@seatkeeper/bus';
import { runService } from '@seatkeeper/service';
import { IdentityModule } from './identity.module.js';
import { identitySettings } from './settings.js';

await runService({
  name: 'identity',
  module: IdentityModule,
  settings: identitySettings,
  transport: BusServer,
});
