import { Module } from '@nestjs/common';
import { OrganisationModule } from '../organisation/organisation.module.js';
import { UsersModule } from '../users/users.module.js';
import { InvitationListsService } from './invitation-lists.service.js';
import { UserListsService } from './user-lists.service.js';

@Module({
  imports: [UsersModule, OrganisationModule],
  providers: [InvitationListsService, UserListsService],
})
export class ListsModule {}
