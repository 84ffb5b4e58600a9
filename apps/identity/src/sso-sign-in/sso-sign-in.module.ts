import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AdminsModule } from '../admins/admins.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { FlowsModule } from '../flows/flows.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { IdentityProvidersModule } from '../identity-providers/identity-providers.module.js';
import { InvitationsModule } from '../invitations/invitations.module.js';
import { SeatSuspensionsModule } from '../seat-suspensions/seat-suspensions.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SsoConnectionsModule } from '../sso-connections/sso-connections.module.js';
import { UsersModule } from '../users/users.module.js';
import { JoinDriver } from './join.driver.js';
import { SsoAttemptsRepository } from './sso-attempts.repository.js';
import { SsoLinksService } from './sso-links.service.js';
import { SsoNewcomersService } from './sso-newcomers.service.js';
import { SsoSignInService } from './sso-sign-in.service.js';
import { SsoUsersService } from './sso-users.service.js';

/** From the wish to sign in elsewhere to the session, also of who was not known here before. */
@Module({
  imports: [
    AccountsModule,
    AdminsModule,
    AuditModule,
    FlowsModule,
    GroupsModule,
    IdentityProvidersModule,
    InvitationsModule,
    SeatSuspensionsModule,
    SessionsModule,
    SsoConnectionsModule,
    UsersModule,
  ],
  providers: [
    JoinDriver,
    SsoAttemptsRepository,
    SsoLinksService,
    SsoNewcomersService,
    SsoSignInService,
    SsoUsersService,
  ],
})
export class SsoSignInModule {}
