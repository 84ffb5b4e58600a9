import { Module } from '@nestjs/common';
import { AdminsModule } from '../admins/admins.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { LeavingModule } from '../leaving/leaving.module.js';
import { OffboardingReportsModule } from '../offboarding-reports/offboarding-reports.module.js';
import { ReachModule } from '../reach/reach.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { UsersModule } from '../users/users.module.js';
import { LeaversRecordsClient } from './leavers-records.client.js';
import { OffboardingPreviewsService } from './offboarding-previews.service.js';
import { OffboardingsService } from './offboardings.service.js';
import { ReportingModule } from '../reporting/reporting.module.js';
import { ReplacementPreviewsService } from './replacement-previews.service.js';
import { ReplacementReportsService } from './replacement-reports.service.js';
import { OffboardingsSweeper } from './offboardings.sweeper.js';

/** Leaving as one act with a preview and a report, upon the flow that does it. */
@Module({
  imports: [
    UsersModule,
    ReachModule,
    GroupsModule,
    AdminsModule,
    SessionsModule,
    LeavingModule,
    ReportingModule,
    OffboardingReportsModule,
  ],
  providers: [
    LeaversRecordsClient,
    OffboardingPreviewsService,
    OffboardingsService,
    OffboardingsSweeper,
    ReplacementPreviewsService,
    ReplacementReportsService,
  ],
  exports: [LeaversRecordsClient],
})
export class OffboardingsModule {}
