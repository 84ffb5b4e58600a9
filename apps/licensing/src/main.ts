import { BusServer } from '@seatkeeper/bus';
import { runService } from '@seatkeeper/service';
import { LicensingModule } from './licensing.module.js';
import { licensingSettings } from './settings.js';

await runService({
  name: 'licensing',
  module: LicensingModule,
  settings: licensingSettings,
  transport: BusServer,
});
