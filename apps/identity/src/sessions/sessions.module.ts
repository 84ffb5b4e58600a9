import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccessTokensService } from './access-tokens.service.js';
import { AttemptsRepository } from './attempts.repository.js';
import { MeService } from './me.service.js';
import { PasswordsService } from './passwords.service.js';
import { SessionEndsService } from './session-ends.service.js';
import { SessionOpenerService } from './session-opener.service.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';
import { ThrottleService } from './throttle.service.js';

/** Passwords, the sessions they open, and the keys that sign their tokens. */
@Module({
  imports: [AccountsModule, UsersModule, GroupsModule, AuditModule],
  providers: [
    AccessTokensService,
    AttemptsRepository,
    MeService,
    PasswordsService,
    SessionEndsService,
    SessionOpenerService,
    SessionsRepository,
    SessionsService,
    SignInService,
    ThrottleService,
  ],
  exports: [PasswordsService, SessionEndsService, SessionOpenerService],
})
export class SessionsModule {}
