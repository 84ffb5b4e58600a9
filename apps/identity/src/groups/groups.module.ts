import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { UsersModule } from '../users/users.module.js';
import { ActorsService } from './actors.service.js';
import { GroupCatalogueService } from './group-catalogue.service.js';
import { GroupEffectsService } from './group-effects.service.js';
import { GroupsRepository } from './groups.repository.js';
import { GroupsService } from './groups.service.js';
import { GroupsSweeper } from './groups.sweeper.js';
import { ManagersService } from './managers.service.js';
import { PermissionsService } from './permissions.service.js';

/** Groups, and the permissions users have through them. */
@Module({
  imports: [AccountsModule, UsersModule],
  providers: [
    ActorsService,
    GroupCatalogueService,
    GroupEffectsService,
    GroupsRepository,
    GroupsService,
    GroupsSweeper,
    ManagersService,
    PermissionsService,
  ],
  exports: [
    ActorsService,
    GroupCatalogueService,
    GroupEffectsService,
    GroupsService,
    ManagersService,
    PermissionsService,
  ],
})
export class GroupsModule {}
