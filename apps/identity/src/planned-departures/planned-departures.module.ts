import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AdminsModule } from '../admins/admins.module.js';
import { FlowsModule } from '../flows/flows.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { LeavingModule } from '../leaving/leaving.module.js';
import { ReachModule } from '../reach/reach.module.js';
import { UsersModule } from '../users/users.module.js';
import { DueDeparturesSweeper } from './due-departures.sweeper.js';
import { PlannedDeparturesService } from './planned-departures.service.js';

/** Leavings that are planned for a day, and carried out when it comes. */
@Module({
  imports: [UsersModule, AccountsModule, FlowsModule, GroupsModule, AdminsModule, ReachModule, LeavingModule],
  providers: [PlannedDeparturesService, DueDeparturesSweeper],
})
export class PlannedDeparturesModule {}
