import { Module } from '@nestjs/common';
import { CustomFieldsModule } from '../custom-fields/custom-fields.module.js';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AdminsModule } from '../admins/admins.module.js';
import { FlowsModule } from '../flows/flows.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { InvitationsModule } from '../invitations/invitations.module.js';
import { MailingModule } from '../mailing/mailing.module.js';
import { OffboardingReportsModule } from '../offboarding-reports/offboarding-reports.module.js';
import { OrganisationModule } from '../organisation/organisation.module.js';
import { ReportingModule } from '../reporting/reporting.module.js';
import { SharedItemsModule } from '../shared-items/shared-items.module.js';
import { SeatsModule } from '../seats/seats.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { UsersModule } from '../users/users.module.js';
import { DeparturesDriver } from './departures.driver.js';
import { DeparturesService } from './departures.service.js';
import { ReactivationsDriver } from './reactivations.driver.js';
import { RecordsClient } from './records.client.js';
import { ReplacementsDriver } from './replacements.driver.js';
import { ReplacementsService } from './replacements.service.js';
import { SuccessorsDriver } from './successors.driver.js';
import { SuccessorsService } from './successors.service.js';

/** Leaving, coming back, and one user taking the place of another. */
@Module({
  imports: [
    CustomFieldsModule,
    UsersModule,
    FlowsModule,
    AdminsModule,
    GroupsModule,
    SeatsModule,
    OrganisationModule,
    ReportingModule,
    InvitationsModule,
    AccountsModule,
    MailingModule,
    SharedItemsModule,
    SessionsModule,
    OffboardingReportsModule,
  ],
  providers: [
    DeparturesDriver,
    DeparturesService,
    ReactivationsDriver,
    RecordsClient,
    ReplacementsDriver,
    ReplacementsService,
    SuccessorsDriver,
    SuccessorsService,
  ],
  exports: [DeparturesService, ReplacementsService],
})
export class LeavingModule {}
