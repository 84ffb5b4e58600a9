import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { FlowsModule } from '../flows/flows.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { ReachModule } from '../reach/reach.module.js';
import { UsersModule } from '../users/users.module.js';
import { AdminListsService } from './admin-lists.service.js';
import { AdminRoleService } from './admin-role.service.js';
import { AdmitDriver } from './admit.driver.js';
import { AuthorityService } from './authority.service.js';
import { DefaultGroupService } from './default-group.service.js';
import { ManagingService } from './managing.service.js';

/** Who may do what to whom, and who is counted among the global admins of an account. */
@Module({
  imports: [AccountsModule, UsersModule, GroupsModule, FlowsModule, ReachModule],
  providers: [
    AdminListsService,
    AdminRoleService,
    AdmitDriver,
    AuthorityService,
    DefaultGroupService,
    ManagingService,
  ],
  exports: [AdminListsService, AdminRoleService, AuthorityService, DefaultGroupService, ManagingService],
})
export class AdminsModule {}
