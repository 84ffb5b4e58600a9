import { Module } from '@nestjs/common';
import { GroupsModule } from '../groups/groups.module.js';
import { Permissions } from './permissions.service.js';

@Module({ imports: [GroupsModule], providers: [Permissions], exports: [Permissions] })
export class PermissionsModule {}
