import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { ProfileModule } from '../profile/profile.module.js';
import { ReachModule } from '../reach/reach.module.js';
import { UsersModule } from '../users/users.module.js';
import { FactorPreviewsService } from './factor-previews.service.js';
import { GroupPreviewsService } from './group-previews.service.js';

/** Changes of groups that are only looked at. */
@Module({
  imports: [AccountsModule, GroupsModule, ProfileModule, ReachModule, UsersModule],
  providers: [FactorPreviewsService, GroupPreviewsService],
})
export class GroupPreviewsModule {}
