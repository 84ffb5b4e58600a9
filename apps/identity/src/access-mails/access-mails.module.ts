import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CredentialsModule } from '../credentials/credentials.module.js';
import { OffboardingReportsModule } from '../offboarding-reports/offboarding-reports.module.js';
import { ReachModule } from '../reach/reach.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccessLettersService } from './access-letters.service.js';
import { ReplacementLettersService } from './replacement-letters.service.js';

/** What people are told by mail of their own access, and of a place that they have taken. */
@Module({
  imports: [AccountsModule, CredentialsModule, OffboardingReportsModule, ReachModule, UsersModule],
  providers: [AccessLettersService, ReplacementLettersService],
})
export class AccessMailsModule {}
