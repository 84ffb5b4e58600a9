import { Module } from '@nestjs/common';
import { CustomFieldsModule } from '../custom-fields/custom-fields.module.js';
import { AccountsModule } from '../accounts/accounts.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { InvitationsModule } from '../invitations/invitations.module.js';
import { ProfileModule } from '../profile/profile.module.js';
import { ReachModule } from '../reach/reach.module.js';
import { UsersModule } from '../users/users.module.js';
import { ImportsRepository } from './imports.repository.js';
import { ImportsService } from './imports.service.js';
import { ImportsSweeper } from './imports.sweeper.js';
import { ImportsWorker } from './imports.worker.js';
import { RowInviterService } from './row-inviter.service.js';
import { RowManagerService } from './row-manager.service.js';

@Module({
  imports: [
    CustomFieldsModule,
    AccountsModule,
    UsersModule,
    GroupsModule,
    InvitationsModule,
    ProfileModule,
    ReachModule,
  ],
  providers: [
    ImportsRepository,
    ImportsService,
    ImportsSweeper,
    ImportsWorker,
    RowInviterService,
    RowManagerService,
  ],
})
export class ImportsModule {}
