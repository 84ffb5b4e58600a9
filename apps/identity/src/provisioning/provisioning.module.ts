import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AdminsModule } from '../admins/admins.module.js';
import { CustomFieldsModule } from '../custom-fields/custom-fields.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { InvitationsModule } from '../invitations/invitations.module.js';
import { LeavingModule } from '../leaving/leaving.module.js';
import { ProfileModule } from '../profile/profile.module.js';
import { ReachModule } from '../reach/reach.module.js';
import { UsersModule } from '../users/users.module.js';
import { ProvisionedGroupsService } from './provisioned-groups.service.js';
import { ProvisionedListsService } from './provisioned-lists.service.js';
import { ProvisionedUsersService } from './provisioned-users.service.js';

/** What identity providers do with people and groups, above the acts that they do it by. */
@Module({
  imports: [
    AccountsModule,
    AdminsModule,
    CustomFieldsModule,
    GroupsModule,
    InvitationsModule,
    LeavingModule,
    ProfileModule,
    ReachModule,
    UsersModule,
  ],
  providers: [ProvisionedGroupsService, ProvisionedListsService, ProvisionedUsersService],
})
export class ProvisioningModule {}
