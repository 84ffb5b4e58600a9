import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module.js';
import { PermissionsModule } from './permissions.module.js';
import { UserPermissionsHandlers } from './user-permissions.handlers.js';

/** Beside PermissionsModule because changing users needs permissions, and this needs users. */
@Module({ imports: [PermissionsModule, UsersModule], controllers: [UserPermissionsHandlers] })
export class UserPermissionsModule {}
