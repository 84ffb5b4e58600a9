import { Module } from '@nestjs/common';
import { PermissionsModule } from '../permissions/permissions.module.js';
import { UsersModule } from '../users/users.module.js';
import { GroupSweeper } from './group.sweeper.js';
import { GroupsHandlers } from './groups.handlers.js';
import { GroupsModule } from './groups.module.js';
import { GroupsService } from './groups.service.js';

/** Beside GroupsModule because users need groups, and deleting a group needs users. */
@Module({
  imports: [GroupsModule, PermissionsModule, UsersModule],
  controllers: [GroupsHandlers],
  providers: [GroupsService, GroupSweeper],
})
export class GroupChangesModule {}
