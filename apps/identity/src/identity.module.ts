import { Module } from '@nestjs/common';
import { BusModule } from '@seatkeeper/bus';
import { JobsModule } from '@seatkeeper/jobs';
import { LimitsModule } from '@seatkeeper/limits';
import {
  listIdentityDeadLetters as list,
  listStuckInIdentity as stuck,
  settleIdentityDeadLetter as settle,
} from '@seatkeeper/contracts';
import { MongoModule } from '@seatkeeper/mongo';
import { AccessMailsModule } from './access-mails/access-mails.module.js';
import { AccountChangesModule } from './account-changes/account-changes.module.js';
import { accountMigrations } from './accounts/accounts.migrations.js';
import { AccountsModule } from './accounts/accounts.module.js';
import { ActingModule } from './acting/acting.module.js';
import { AdminsModule } from './admins/admins.module.js';
import { AffiliatesModule } from './affiliates/affiliates.module.js';
import { ApiKeysModule } from './api-keys/api-keys.module.js';
import { AuditModule } from './audit/audit.module.js';
import { BansModule } from './bans/bans.module.js';
import { BulkModule } from './bulk/bulk.module.js';
import { collections } from './collections.js';
import { ConfirmationsModule } from './confirmations/confirmations.module.js';
import { CredentialsModule } from './credentials/credentials.module.js';
import { CustomFieldsModule } from './custom-fields/custom-fields.module.js';
import { EmailChangesModule } from './email-changes/email-changes.module.js';
import { GroupPreviewsModule } from './group-previews/group-previews.module.js';
import { GroupsModule } from './groups/groups.module.js';
import { importMigrations } from './imports/imports.migrations.js';
import { ImportsModule } from './imports/imports.module.js';
import { InvitationsModule } from './invitations/invitations.module.js';
import { LeavingModule } from './leaving/leaving.module.js';
import { ListsModule } from './lists/lists.module.js';
import { HandOverMailsModule } from './hand-over-mails/hand-over-mails.module.js';
import { MailRetriesModule } from './mail-retries/mail-retries.module.js';
import { MailSendersModule } from './mail-senders/mail-senders.module.js';
import { MailSettingsModule } from './mail-settings/mail-settings.module.js';
import { OffboardingsModule } from './offboardings/offboardings.module.js';
import { OrganisationModule } from './organisation/organisation.module.js';
import { unitsFromNames } from './organisation/units.migrations.js';
import { PlannedArrivalsModule } from './planned-arrivals/planned-arrivals.module.js';
import { PlannedDeparturesModule } from './planned-departures/planned-departures.module.js';
import { PlanRefusalsModule } from './plan-refusals/plan-refusals.module.js';
import { ProfileModule } from './profile/profile.module.js';
import { ProvisioningModule } from './provisioning/provisioning.module.js';
import { ReachModule } from './reach/reach.module.js';
import { SeatBuyersModule } from './seat-buyers/seat-buyers.module.js';
import { SeatSuspensionsModule } from './seat-suspensions/seat-suspensions.module.js';
import { SeatsModule } from './seats/seats.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { SharedItemsModule } from './shared-items/shared-items.module.js';
import { SignUpModule } from './sign-up/sign-up.module.js';
import { SsoConnectionsModule } from './sso-connections/sso-connections.module.js';
import { SsoSignInModule } from './sso-sign-in/sso-sign-in.module.js';
import { SuspensionsModule } from './suspensions/suspensions.module.js';
import { DigestsModule } from './digests/digests.module.js';
import { TestMailsModule } from './test-mails/test-mails.module.js';
import { userMigrations } from './users/users.migrations.js';
import { UsersModule } from './users/users.module.js';
import { ViewsModule } from './views/views.module.js';

@Module({
  imports: [
    MongoModule.forRoot(collections, {
      stuck,
      migrations: [...accountMigrations, ...userMigrations, ...importMigrations, unitsFromNames],
    }),
    // What one account asks may wait for licensing, and licensing may not answer: others have the rest.
    BusModule.forRoot({ requestPrefetch: 50, requestShare: 40, deadLetters: { list, settle } }),
    JobsModule.forRoot(),
    LimitsModule.forRoot(),
    UsersModule,
    AccountsModule,
    GroupsModule,
    ReachModule,
    OrganisationModule,
    CustomFieldsModule,
    ListsModule,
    ViewsModule,
    SessionsModule,
    AuditModule,
    AdminsModule,
    SeatsModule,
    SeatBuyersModule,
    SeatSuspensionsModule,
    ConfirmationsModule,
    SignUpModule,
    AffiliatesModule,
    ActingModule,
    InvitationsModule,
    SsoConnectionsModule,
    SsoSignInModule,
    MailRetriesModule,
    MailSendersModule,
    MailSettingsModule,
    EmailChangesModule,
    ProfileModule,
    GroupPreviewsModule,
    SharedItemsModule,
    AccountChangesModule,
    SuspensionsModule,
    TestMailsModule,
    DigestsModule,
    BansModule,
    CredentialsModule,
    ApiKeysModule,
    LeavingModule,
    AccessMailsModule,
    OffboardingsModule,
    HandOverMailsModule,
    PlannedArrivalsModule,
    PlannedDeparturesModule,
    PlanRefusalsModule,
    ImportsModule,
    ProvisioningModule,
    BulkModule,
  ],
})
export class IdentityModule {}
