import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { PermissionHoldersModule } from '../permission-holders/permission-holders.module.js';
import { ReachModule } from '../reach/reach.module.js';
import { UsersModule } from '../users/users.module.js';
import { DigestLettersService } from './digest-letters.service.js';
import { DigestPeopleService } from './digest-people.service.js';
import { DigestsService } from './digests.service.js';
import { DigestsSweeper } from './digests.sweeper.js';

/** What happened in an account, summed up for those who administer it. */
@Module({
  imports: [AccountsModule, AuditModule, PermissionHoldersModule, ReachModule, UsersModule],
  providers: [DigestLettersService, DigestPeopleService, DigestsService, DigestsSweeper],
})
export class DigestsModule {}
