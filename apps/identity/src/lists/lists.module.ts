import { Module } from '@nestjs/common';
import { CustomFieldsModule } from '../custom-fields/custom-fields.module.js';
import { OrganisationModule } from '../organisation/organisation.module.js';
import { ReachModule } from '../reach/reach.module.js';
import { UsersModule } from '../users/users.module.js';
import { InvitationListsService } from './invitation-lists.service.js';
import { SeatHoldersService } from './seat-holders.service.js';
import { UserExportsService } from './user-exports.service.js';
import { UserListsService } from './user-lists.service.js';
import { UserQueriesService } from './user-queries.service.js';

@Module({
  imports: [CustomFieldsModule, UsersModule, OrganisationModule, ReachModule],
  providers: [
    InvitationListsService,
    SeatHoldersService,
    UserExportsService,
    UserListsService,
    UserQueriesService,
  ],
  exports: [UserListsService, UserQueriesService],
})
export class ListsModule {}
