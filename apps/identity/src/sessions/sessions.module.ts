import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { PermissionsModule } from '../permissions/permissions.module.js';
import { SigningKeysModule } from '../signing-keys/signing-keys.module.js';
import { UsersModule } from '../users/users.module.js';
import { AttemptRepository } from './attempt.repository.js';
import { MeService } from './me.service.js';
import { SessionOpener } from './session-opener.js';
import { SessionRepository } from './session.repository.js';
import { SessionsHandlers } from './sessions.handlers.js';
import { SessionsService } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';
import { Throttle } from './throttle.js';

@Module({
  imports: [AccountsModule, UsersModule, PermissionsModule, PasswordsModule, SigningKeysModule],
  controllers: [SessionsHandlers],
  providers: [
    SessionRepository,
    AttemptRepository,
    Throttle,
    SessionOpener,
    SessionsService,
    SignInService,
    MeService,
  ],
  exports: [SessionOpener],
})
export class SessionsModule {}
