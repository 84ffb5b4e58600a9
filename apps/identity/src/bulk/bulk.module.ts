import { Module } from '@nestjs/common';
import { BansModule } from '../bans/bans.module.js';
import { CredentialsModule } from '../credentials/credentials.module.js';
import { FlowsModule } from '../flows/flows.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { InvitationsModule } from '../invitations/invitations.module.js';
import { LeavingModule } from '../leaving/leaving.module.js';
import { ListsModule } from '../lists/lists.module.js';
import { ProfileModule } from '../profile/profile.module.js';
import { ReachModule } from '../reach/reach.module.js';
import { UsersModule } from '../users/users.module.js';
import { BulkActsService } from './bulk-acts.service.js';
import { BulkItemsService } from './bulk-items.service.js';
import { BulkJobsRepository } from './bulk-jobs.repository.js';
import { BulkJobsService } from './bulk-jobs.service.js';
import { BulkJobsSweeper } from './bulk-jobs.sweeper.js';
import { BulkJobsWorker } from './bulk-jobs.worker.js';
import { BulkSelectionsService } from './bulk-selections.service.js';

/** One act upon many users, above all the acts. */
@Module({
  imports: [
    BansModule,
    CredentialsModule,
    FlowsModule,
    GroupsModule,
    InvitationsModule,
    LeavingModule,
    ListsModule,
    ProfileModule,
    ReachModule,
    UsersModule,
  ],
  providers: [
    BulkActsService,
    BulkItemsService,
    BulkJobsRepository,
    BulkJobsService,
    BulkJobsSweeper,
    BulkJobsWorker,
    BulkSelectionsService,
  ],
})
export class BulkModule {}
