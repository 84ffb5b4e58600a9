import { Module } from '@nestjs/common';
import { UserCommandsModule } from '../users/user-commands.module.js';
import { UsersModule } from '../users/users.module.js';
import { ImportRepository } from './import.repository.js';
import { ImportSweeper } from './import.sweeper.js';
import { ImportWorker } from './import-worker.js';
import { ImportsHandlers } from './imports.handlers.js';
import { ImportsService } from './imports.service.js';
import { RowInviter } from './row-inviter.js';
import { RowManager } from './row-manager.js';

@Module({
  imports: [UsersModule, UserCommandsModule],
  controllers: [ImportsHandlers],
  providers: [ImportRepository, ImportsService, ImportWorker, ImportSweeper, RowInviter, RowManager],
})
export class ImportsModule {}
