import { Module } from '@nestjs/common';
import { CustomFieldsModule } from '../custom-fields/custom-fields.module.js';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AdminsModule } from '../admins/admins.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { FlowsModule } from '../flows/flows.module.js';
import { LinksModule } from '../links/links.module.js';
import { MailingModule } from '../mailing/mailing.module.js';
import { OrganisationModule } from '../organisation/organisation.module.js';
import { ReachModule } from '../reach/reach.module.js';
import { ReportingModule } from '../reporting/reporting.module.js';
import { SeatsModule } from '../seats/seats.module.js';
import { SeatSuspensionsModule } from '../seat-suspensions/seat-suspensions.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { UsersModule } from '../users/users.module.js';
import { AcceptanceService } from './acceptance.service.js';
import { ActivationsService } from './activations.service.js';
import { InvitationIssuerService } from './invitation-issuer.service.js';
import { InvitationLinksService } from './invitation-links.service.js';
import { InvitationsService } from './invitations.service.js';
import { InvitationsSweeper } from './invitations.sweeper.js';
import { InviteDriver } from './invite.driver.js';
import { InviteService } from './invite.service.js';
import { PlacesService } from './places.service.js';
import { RemindersService } from './reminders.service.js';
import { WaitListOrdersService } from './wait-list-orders.service.js';
import { WaitListsDriver } from './wait-lists.driver.js';
import { WaitListsService } from './wait-lists.service.js';

/** From the wish to invite somebody, or the wait for a seat, to the acceptance. */
@Module({
  imports: [
    CustomFieldsModule,
    AccountsModule,
    UsersModule,
    SeatSuspensionsModule,
    SessionsModule,
    FlowsModule,
    AdminsModule,
    SeatsModule,
    OrganisationModule,
    ReachModule,
    ReportingModule,
    AuditModule,
    LinksModule,
    MailingModule,
  ],
  providers: [
    AcceptanceService,
    ActivationsService,
    InvitationIssuerService,
    InvitationLinksService,
    InvitationsService,
    InvitationsSweeper,
    InviteDriver,
    InviteService,
    PlacesService,
    RemindersService,
    WaitListOrdersService,
    WaitListsDriver,
    WaitListsService,
  ],
  exports: [ActivationsService, InvitationIssuerService, InvitationsService, InviteService, PlacesService],
})
export class InvitationsModule {}
