import { BusServer } from '@seatkeeper/bus';
import { runService } from '@seatkeeper/service';
import { NotificationsModule } from './notifications.module.js';
import { notificationsSettings } from './settings.js';

await runService({
  name: 'notifications',
  module: NotificationsModule,
  settings: notificationsSettings,
  transport: BusServer,
});
