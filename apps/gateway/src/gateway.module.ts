import { Module, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { BusModule, FeedModule } from '@seatkeeper/bus';
import { LimitsModule } from '@seatkeeper/limits';
import { MongoModule } from '@seatkeeper/mongo';
import { AccessGuard } from './access/access.guard.js';
import { ApiKeyAnswersClient } from './access/api-key-answers.client.js';
import { ApiKeysGuard } from './access/api-keys.guard.js';
import { AccessTokenStrategy } from './access/access-token.strategy.js';
import { CallersService } from './access/callers.service.js';
import { SessionAnswersClient } from './access/session-answers.client.js';
import { SessionCookiesService } from './access/session-cookies.service.js';
import { SignaturesGuard } from './access/signatures.guard.js';
import { SigningKeysClient } from './access/signing-keys.client.js';
import { AccountsController } from './calls/accounts.controller.js';
import { AffiliatesController } from './calls/affiliates.controller.js';
import { ApiKeysController } from './calls/api-keys.controller.js';
import { AuditController } from './calls/audit.controller.js';
import { BulkJobsController } from './calls/bulk-jobs.controller.js';
import { ContractTermsController } from './calls/contract-terms.controller.js';
import { CustomFieldsController } from './calls/custom-fields.controller.js';
import { DeadLettersController } from './calls/dead-letters.controller.js';
import { StuckController } from './calls/stuck.controller.js';
import { EmailChangesController } from './calls/email-changes.controller.js';
import { DeliveriesController } from './calls/deliveries.controller.js';
import { ArrivalsController } from './calls/arrivals.controller.js';
import { DeparturesController } from './calls/departures.controller.js';
import { GroupsController } from './calls/groups.controller.js';
import { InvitationsController } from './calls/invitations.controller.js';
import { LicensesController } from './calls/licenses.controller.js';
import { MailSendersController } from './calls/mail-senders.controller.js';
import { MailSettingsController } from './calls/mail-settings.controller.js';
import { OpenedSessionsController } from './calls/opened-sessions.controller.js';
import { BillingPoliciesController } from './calls/billing-policies.controller.js';
import { OffboardingsController } from './calls/offboardings.controller.js';
import { OperatedAccountsController } from './calls/operated-accounts.controller.js';
import { OperatedDeliveriesController } from './calls/operated-deliveries.controller.js';
import { OrdersController } from './calls/orders.controller.js';
import { OrganisationController } from './calls/organisation.controller.js';
import { PasswordResetsController } from './calls/password-resets.controller.js';
import { ProofsController } from './calls/proofs.controller.js';
import { ReassignmentProgressController } from './progress/reassignment-progress.controller.js';
import { PurchasesController } from './calls/purchases.controller.js';
import { ReassignmentsController } from './calls/reassignments.controller.js';
import { RecordTypesController } from './calls/record-types.controller.js';
import { RecordsController } from './calls/records.controller.js';
import { SecondFactorsController } from './calls/second-factors.controller.js';
import { SessionsController } from './calls/sessions.controller.js';
import { SharedItemsController } from './calls/shared-items.controller.js';
import { SignInController } from './calls/sign-in.controller.js';
import { SsoConnectionsController } from './calls/sso-connections.controller.js';
import { SsoController } from './calls/sso.controller.js';
import { PaymentsController } from './calls/payments.controller.js';
import { SuppressionsController } from './calls/suppressions.controller.js';
import { TemplatesController } from './calls/templates.controller.js';
import { SuspensionsController } from './calls/suspensions.controller.js';
import { TemporaryPasswordsController } from './calls/temporary-passwords.controller.js';
import { UsersController } from './calls/users.controller.js';
import { ViewsController } from './calls/views.controller.js';
import { WebhooksController } from './calls/webhooks.controller.js';
import { AuditExportsController } from './exports/audit-exports.controller.js';
import { ExportsService } from './exports/exports.service.js';
import { UserExportsController } from './exports/user-exports.controller.js';
import { HealthController } from './http/health.controller.js';
import { NeighboursService } from './http/neighbours.service.js';
import { ProblemFilter } from './http/problem.filter.js';
import { refuseWrongWiring } from './http/served-endpoints.js';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor.js';
import { StoredAnswersRepository } from './idempotency/stored-answers.repository.js';
import { storedAnswers } from './idempotency/stored-answers.schema.js';
import { LimitsGuard } from './access/limits.guard.js';
import { LimitsService } from './limits/limits.service.js';
import { LiveEventsController } from './live/live-events.controller.js';
import { LIVE_TOPICS, noteOf } from './live/live-notes.js';
import { LiveSightService } from './live/live-sight.service.js';
import { linkPageController } from './pages/link-page.controllers.js';
import { PagesController } from './pages/pages.controller.js';
import { confirmationPage } from './pages/confirmation-page.js';
import { emailChangePage } from './pages/email-change-page.js';
import { invitationPage } from './pages/invitation-page.js';
import { mailSwitchPage } from './pages/mail-switch-page.js';
import { SsoProblemPageController } from './pages/sso-problem-page.controller.js';
import { passwordResetPage } from './pages/password-reset-page.js';
import { PapersController } from './papers/papers.controller.js';
import { PapersService } from './papers/papers.service.js';
import { ScimDiscoveryController } from './scim/scim-discovery.controller.js';
import { ScimGroupsController } from './scim/scim-groups.controller.js';
import { ScimUsersController } from './scim/scim-users.controller.js';
import { TrailService } from './trail/trail.service.js';
import { RecordUploadsController } from './uploads/record-uploads.controller.js';
import { UserUploadsController } from './uploads/user-uploads.controller.js';

const controllers: Type[] = [
  AccountsController,
  SignInController,
  OpenedSessionsController,
  SessionsController,
  ScimDiscoveryController,
  ScimGroupsController,
  ScimUsersController,
  SecondFactorsController,
  ProofsController,
  PurchasesController,
  PasswordResetsController,
  EmailChangesController,
  TemporaryPasswordsController,
  SuspensionsController,
  OperatedAccountsController,
  SsoConnectionsController,
  SsoController,
  AffiliatesController,
  ApiKeysController,
  UsersController,
  ViewsController,
  UserUploadsController,
  UserExportsController,
  BulkJobsController,
  InvitationsController,
  ArrivalsController,
  DeparturesController,
  OffboardingsController,
  GroupsController,
  OrganisationController,
  ContractTermsController,
  CustomFieldsController,
  SharedItemsController,
  LicensesController,
  BillingPoliciesController,
  OrdersController,
  PapersController,
  RecordsController,
  RecordTypesController,
  RecordUploadsController,
  ReassignmentsController,
  ReassignmentProgressController,
  AuditController,
  AuditExportsController,
  DeadLettersController,
  StuckController,
  DeliveriesController,
  OperatedDeliveriesController,
  MailSendersController,
  MailSettingsController,
  SuppressionsController,
  PaymentsController,
  TemplatesController,
  WebhooksController,
  LiveEventsController,
  linkPageController('InvitationPageController', invitationPage),
  linkPageController('ConfirmationPageController', confirmationPage),
  linkPageController('PasswordResetPageController', passwordResetPage),
  linkPageController('EmailChangePageController', emailChangePage),
  linkPageController('MailSwitchPageController', mailSwitchPage),
  SsoProblemPageController,
  PagesController,
  HealthController,
];

@Module({
  imports: [
    BusModule.forRoot(),
    FeedModule.forRoot({ topics: LIVE_TOPICS, note: noteOf }),
    LimitsModule.forRoot(),
    MongoModule.forRoot([storedAnswers]),
    PassportModule,
  ],
  controllers,
  providers: [
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_GUARD, useClass: LimitsGuard },
    { provide: APP_GUARD, useClass: SignaturesGuard },
    { provide: APP_GUARD, useClass: ApiKeysGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    NeighboursService,
    AccessTokenStrategy,
    ApiKeyAnswersClient,
    CallersService,
    ExportsService,
    PapersService,
    LimitsService,
    LiveSightService,
    SessionAnswersClient,
    SessionCookiesService,
    SigningKeysClient,
    StoredAnswersRepository,
    TrailService,
  ],
})
export class GatewayModule {
  constructor() {
    refuseWrongWiring(controllers);
  }
}
