import { Module } from '@nestjs/common';
import { CustomFieldsModule } from '../custom-fields/custom-fields.module.js';
import { AdminsModule } from '../admins/admins.module.js';
import { EmailChangesModule } from '../email-changes/email-changes.module.js';
import { FlowsModule } from '../flows/flows.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { InvitationsModule } from '../invitations/invitations.module.js';
import { MailingModule } from '../mailing/mailing.module.js';
import { OrganisationModule } from '../organisation/organisation.module.js';
import { ReportingModule } from '../reporting/reporting.module.js';
import { SeatsModule } from '../seats/seats.module.js';
import { UsersModule } from '../users/users.module.js';
import { ProfileWritesService } from './profile-writes.service.js';
import { UpdatesDriver } from './updates.driver.js';
import { UpdatesService } from './updates.service.js';

@Module({
  imports: [
    CustomFieldsModule,
    UsersModule,
    OrganisationModule,
    FlowsModule,
    AdminsModule,
    GroupsModule,
    SeatsModule,
    ReportingModule,
    InvitationsModule,
    EmailChangesModule,
    MailingModule,
  ],
  providers: [ProfileWritesService, UpdatesDriver, UpdatesService],
  exports: [UpdatesService],
})
export class ProfileModule {}
