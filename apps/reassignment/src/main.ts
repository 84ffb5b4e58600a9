import { BusServer } from '@seatkeeper/bus';
import { runService } from '@seatkeeper/service';
import { ReassignmentModule } from './reassignment.module.js';
import { reassignmentSettings } from './settings.js';

await runService({
  name: 'reassignment',
  module: ReassignmentModule,
  settings: reassignmentSettings,
  transport: BusServer,
});
