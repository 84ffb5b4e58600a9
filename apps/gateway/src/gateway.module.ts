import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { BusModule } from '@seatkeeper/bus';
import { MongoModule } from '@seatkeeper/mongo';
import { AccountsController } from './accounts/accounts.controller.js';
import { AuditController } from './audit/audit.controller.js';
import { GroupsController } from './groups/groups.controller.js';
import { HealthController } from './http/health.controller.js';
import { ProblemFilter } from './http/problem.filter.js';
import { refuseWrongWiring } from './http/wiring.js';
import { storedAnswers } from './idempotency/idempotency.schema.js';
import { IdempotencyStore } from './idempotency/idempotency.store.js';
import { InvitationPageController } from './invitations/invitation-page.controller.js';
import { InvitationsController } from './invitations/invitations.controller.js';
import { LicensesController } from './licenses/licenses.controller.js';
import { DocsController } from './http/docs.controller.js';
import { ReassignmentProgress } from './records/reassignment-progress.js';
import { ReassignmentsController } from './records/reassignments.controller.js';
import { RecordsController } from './records/records.controller.js';
import { AccessGuard } from './sign-in/access.guard.js';
import { AccessTokenStrategy } from './sign-in/access-token.strategy.js';
import { Sessions } from './sign-in/sessions.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { SigningKeys } from './sign-in/signing-keys.js';
import { RecordUpload } from './uploads/record-upload.js';
import { UserUpload } from './uploads/user-upload.js';
import { UserImportsController } from './users/user-imports.controller.js';
import { UsersController } from './users/users.controller.js';

@Module({
  imports: [BusModule.forRoot(), MongoModule.forRoot([storedAnswers]), PassportModule],
  controllers: [
    AccountsController,
    SignInController,
    // `imports` is a fixed word where `:id` would match too: it comes first.
    UserImportsController,
    UsersController,
    InvitationsController,
    InvitationPageController,
    GroupsController,
    LicensesController,
    RecordsController,
    ReassignmentsController,
    AuditController,
    DocsController,
    HealthController,
  ],
  providers: [
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_GUARD, useClass: AccessGuard },
    AccessTokenStrategy,
    IdempotencyStore,
    ReassignmentProgress,
    RecordUpload,
    Sessions,
    SigningKeys,
    UserUpload,
  ],
})
export class GatewayModule {
  constructor() {
    refuseWrongWiring();
  }
}
