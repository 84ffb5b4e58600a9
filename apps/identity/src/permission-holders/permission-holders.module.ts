import { Module } from '@nestjs/common';
import { CredentialsModule } from '../credentials/credentials.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { UsersModule } from '../users/users.module.js';
import { PermissionHoldersService } from './permission-holders.service.js';

@Module({
  imports: [CredentialsModule, GroupsModule, UsersModule],
  providers: [PermissionHoldersService],
  exports: [PermissionHoldersService],
})
export class PermissionHoldersModule {}
