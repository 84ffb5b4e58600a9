import { Module } from '@nestjs/common';
import { GroupsModule } from '../groups/groups.module.js';
import { ProfileModule } from '../profile/profile.module.js';
import { ReachModule } from '../reach/reach.module.js';
import { UsersModule } from '../users/users.module.js';
import { GroupPreviewsService } from './group-previews.service.js';

/** Changes of groups that are only looked at. */
@Module({
  imports: [GroupsModule, ProfileModule, ReachModule, UsersModule],
  providers: [GroupPreviewsService],
})
export class GroupPreviewsModule {}
