import { Module } from '@nestjs/common';
import { BusModule } from '@seatkeeper/bus';
import { JobsModule } from '@seatkeeper/jobs';
import { MongoInbox, MongoModule } from '@seatkeeper/mongo';
import { accounts } from './accounts/account.schema.js';
import { AccountsModule } from './accounts/accounts.module.js';
import { SignUpModule } from './accounts/sign-up.module.js';
import { audit } from './audit/audit.schema.js';
import { AuditModule } from './audit/audit.module.js';
import { FlowsModule } from './flows/flows.module.js';
import { GroupChangesModule } from './groups/group-changes.module.js';
import { groups } from './groups/group.schema.js';
import { importRows, imports } from './imports/import.schema.js';
import { ImportsModule } from './imports/imports.module.js';
import { InvitationsModule } from './invitations/invitations.module.js';
import { UserPermissionsModule } from './permissions/user-permissions.module.js';
import { ReconciliationModule } from './reconciliation/reconciliation.module.js';
import { seatDoubts } from './reconciliation/seat-doubt.schema.js';
import { attempts } from './sessions/attempt.schema.js';
import { sessions } from './sessions/session.schema.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { SigningKeysModule } from './signing-keys/signing-keys.module.js';
import { userCodeStems } from './users/user-codes.js';
import { users } from './users/user.schema.js';
import { UsersModule } from './users/users.module.js';

@Module({
  imports: [
    MongoModule.forRoot([accounts, users, groups, sessions, attempts, userCodeStems, imports, importRows, seatDoubts, audit]),
    BusModule.forRoot({ inbox: MongoInbox }),
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
