import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AdminsModule } from '../admins/admins.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { ReachModule } from '../reach/reach.module.js';
import { SeatSuspensionsModule } from '../seat-suspensions/seat-suspensions.module.js';
import { UsersModule } from '../users/users.module.js';
import { ApiKeyAccessService } from './api-key-access.service.js';
import { ApiKeysService } from './api-keys.service.js';

/** What programs act by: made, listed and revoked, and let in. */
@Module({
  imports: [
    AccountsModule,
    ReachModule,
    AdminsModule,
    AuditModule,
    GroupsModule,
    SeatSuspensionsModule,
    UsersModule,
  ],
  providers: [ApiKeyAccessService, ApiKeysService],
})
export class ApiKeysModule {}
