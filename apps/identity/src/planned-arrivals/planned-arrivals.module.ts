import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AdminsModule } from '../admins/admins.module.js';
import { FlowsModule } from '../flows/flows.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { InvitationsModule } from '../invitations/invitations.module.js';
import { MailingModule } from '../mailing/mailing.module.js';
import { ReachModule } from '../reach/reach.module.js';
import { UsersModule } from '../users/users.module.js';
import { ArrivalsDriver } from './arrivals.driver.js';
import { ArrivalsService } from './arrivals.service.js';
import { DueArrivalsSweeper } from './due-arrivals.sweeper.js';
import { PlannedArrivalsService } from './planned-arrivals.service.js';

/** Joinings that are planned for a day, and carried out when it comes. */
@Module({
  imports: [
    UsersModule,
    AccountsModule,
    FlowsModule,
    GroupsModule,
    AdminsModule,
    ReachModule,
    MailingModule,
    InvitationsModule,
  ],
  providers: [ArrivalsDriver, ArrivalsService, DueArrivalsSweeper, PlannedArrivalsService],
})
export class PlannedArrivalsModule {}
