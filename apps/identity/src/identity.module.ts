import { Module } from '@nestjs/common';
import { BusModule } from '@seatkeeper/bus';
import { JobsModule } from '@seatkeeper/jobs';
import { MongoInbox, MongoModule } from '@seatkeeper/mongo';
import { AccountsModule } from './accounts/accounts.module.js';
import { SignUpModule } from './accounts/sign-up.module.js';
import { AuditModule } from './audit/audit.module.js';
import { collections } from './collections.js';
import { FlowsModule } from './flows/flows.module.js';
import { GroupChangesModule } from './groups/group-changes.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { InvitationsModule } from './invitations/invitations.module.js';
import { UserPermissionsModule } from './permissions/user-permissions.module.js';
import { ReconciliationModule } from './reconciliation/reconciliation.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { SigningKeysModule } from './signing-keys/signing-keys.module.js';
import { UsersModule } from './users/users.module.js';

@Module({
  imports: [
    MongoModule.forRoot(collections),
    // Offboarding waits for reassignment, which asks identity about people: room for both, or they would wait for
    // each other.
    BusModule.forRoot({ inbox: MongoInbox, requestPrefetch: 500 }),
    JobsModule.forRoot(),
    AccountsModule,
    SignUpModule,
    UsersModule,
    FlowsModule,
    InvitationsModule,
    ImportsModule,
    ReconciliationModule,
    GroupChangesModule,
    UserPermissionsModule,
    SigningKeysModule,
    SessionsModule,
    AuditModule,
  ],
})
export class IdentityModule {}
