import { Module } from '@nestjs/common';
import { AdminsModule } from '../admins/admins.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { ReachModule } from '../reach/reach.module.js';
import { UsersModule } from '../users/users.module.js';
import { InheritingService } from './inheriting.service.js';
import { SharedItemsRepository } from './shared-items.repository.js';
import { SharedItemsService } from './shared-items.service.js';
import { SharedItemsSweeper } from './shared-items.sweeper.js';
import { SharingAuthorityService } from './sharing-authority.service.js';
import { SharingService } from './sharing.service.js';

/** Things of other systems that groups and people are given. */
@Module({
  imports: [AdminsModule, GroupsModule, ReachModule, UsersModule],
  providers: [
    InheritingService,
    SharedItemsRepository,
    SharedItemsService,
    SharedItemsSweeper,
    SharingAuthorityService,
    SharingService,
  ],
  exports: [InheritingService],
})
export class SharedItemsModule {}
