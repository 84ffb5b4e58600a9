import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AdminsModule } from '../admins/admins.module.js';
import { FactorsModule } from '../factors/factors.module.js';
import { LinksModule } from '../links/links.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { ReachModule } from '../reach/reach.module.js';
import { UsersModule } from '../users/users.module.js';
import { BackgroundService } from './background.service.js';
import { FactorEnrolmentsService } from './factor-enrolments.service.js';
import { FactorRemovalsService } from './factor-removals.service.js';
import { LettersService } from './letters.service.js';
import { OpenSessionsService } from './open-sessions.service.js';
import { PasswordResetsService } from './password-resets.service.js';
import { ProofsService } from './proofs.service.js';
import { ResetLimitService } from './reset-limit.service.js';
import { ResetLinksService } from './reset-links.service.js';
import { TemporaryPasswordsService } from './temporary-passwords.service.js';

/** What somebody signs in with, and where they are signed in: looked after by the user, and by those who administer the user. */
@Module({
  imports: [
    ReachModule,
    AccountsModule,
    AdminsModule,
    FactorsModule,
    LinksModule,
    SessionsModule,
    UsersModule,
  ],
  providers: [
    BackgroundService,
    FactorEnrolmentsService,
    FactorRemovalsService,
    LettersService,
    OpenSessionsService,
    PasswordResetsService,
    ProofsService,
    ResetLimitService,
    ResetLinksService,
    TemporaryPasswordsService,
  ],
  exports: [LettersService, OpenSessionsService, TemporaryPasswordsService],
})
export class CredentialsModule {}
