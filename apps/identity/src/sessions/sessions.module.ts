import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { FactorsModule } from '../factors/factors.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { SeatSuspensionsModule } from '../seat-suspensions/seat-suspensions.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccessTokensService } from './access-tokens.service.js';
import { AttemptsRepository } from './attempts.repository.js';
import { FactorChecksService } from './factor-checks.service.js';
import { MeService } from './me.service.js';
import { PasswordChecksService } from './password-checks.service.js';
import { PasswordsService } from './passwords.service.js';
import { SessionEndsService } from './session-ends.service.js';
import { SessionEntriesService } from './session-entries.service.js';
import { SessionOpenerService } from './session-opener.service.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';
import { ThrottleService } from './throttle.service.js';

/** Passwords, the sessions they open, and the keys that sign their tokens. */
@Module({
  imports: [AccountsModule, FactorsModule, UsersModule, GroupsModule, AuditModule, SeatSuspensionsModule],
  providers: [
    AccessTokensService,
    AttemptsRepository,
    FactorChecksService,
    MeService,
    PasswordChecksService,
    PasswordsService,
    SessionEndsService,
    SessionEntriesService,
    SessionOpenerService,
    SessionsRepository,
    SessionsService,
    SignInService,
    ThrottleService,
  ],
  exports: [
    AccessTokensService,
    PasswordChecksService,
    PasswordsService,
    SessionEndsService,
    SessionEntriesService,
    SessionOpenerService,
    SessionsService,
  ],
})
export class SessionsModule {}
