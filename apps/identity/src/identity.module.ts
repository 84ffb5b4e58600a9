import { Module } from '@nestjs/common';
import { BusModule } from '@seatkeeper/bus';
import { JobsModule } from '@seatkeeper/jobs';
import { giveLeases, MongoModule } from '@seatkeeper/mongo';
import { accounts } from './accounts/accounts.schema.js';
import { AccountsModule } from './accounts/accounts.module.js';
import { AdminsModule } from './admins/admins.module.js';
import { AuditModule } from './audit/audit.module.js';
import { BansModule } from './bans/bans.module.js';
import { collections } from './collections.js';
import { GroupsModule } from './groups/groups.module.js';
import { SILENT_MS } from './imports/imports.js';
import { imports } from './imports/imports.schema.js';
import { ImportsModule } from './imports/imports.module.js';
import { InvitationsModule } from './invitations/invitations.module.js';
import { LeavingModule } from './leaving/leaving.module.js';
import { ProfileModule } from './profile/profile.module.js';
import { SeatsModule } from './seats/seats.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { SignUpModule } from './sign-up/sign-up.module.js';
import { UsersModule } from './users/users.module.js';

/** Work that was under way before it had leases. */
const migrations = [
  giveLeases('2026-11-24-lease-sign-ups', {
    collection: accounts.name,
    path: 'opening.lease',
    where: { opening: { $exists: true } },
    drop: ['opening.leaseUntil'],
  }),
  giveLeases('2026-11-24-lease-user-imports', { collection: imports.name, where: { state: 'running' } }),
  giveLeases('2026-11-24-lease-uploads', {
    collection: imports.name,
    where: { state: 'receiving' },
    afterMs: SILENT_MS,
  }),
];

@Module({
  imports: [
    MongoModule.forRoot(collections, { migrations }),
    BusModule.forRoot(),
    JobsModule.forRoot(),
    UsersModule,
    AccountsModule,
    GroupsModule,
    SessionsModule,
    AuditModule,
    AdminsModule,
    SeatsModule,
    SignUpModule,
    ProfileModule,
    InvitationsModule,
    BansModule,
    LeavingModule,
    ImportsModule,
  ],
})
export class IdentityModule {}
