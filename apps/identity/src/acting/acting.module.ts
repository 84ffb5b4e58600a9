import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { ListsModule } from '../lists/lists.module.js';
import { ReachModule } from '../reach/reach.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { ActingService } from './acting.service.js';
import { AffiliatedUsersService } from './affiliated-users.service.js';

/** Users of one account who look and act in others below it. */
@Module({
  imports: [AccountsModule, GroupsModule, ListsModule, ReachModule, SessionsModule],
  providers: [ActingService, AffiliatedUsersService],
})
export class ActingModule {}
