import { Module } from '@nestjs/common';
import { GroupsModule } from '../groups/groups.module.js';
import { UsersModule } from '../users/users.module.js';
import { PeopleService } from './people.service.js';
import { ReachService } from './reach.service.js';
import { TeamsService } from './teams.service.js';

/** Whom somebody may look at. */
@Module({
  imports: [UsersModule, GroupsModule],
  providers: [PeopleService, ReachService, TeamsService],
  exports: [ReachService],
})
export class ReachModule {}
