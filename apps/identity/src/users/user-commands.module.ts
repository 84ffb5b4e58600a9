import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { FlowsModule } from '../flows/flows.module.js';
import { PermissionsModule } from '../permissions/permissions.module.js';
import { Authority } from './authority.js';
import { BanService } from './ban.service.js';
import { InviteService } from './invite.service.js';
import { Managers } from './managers.js';
import { OffboardingService } from './offboarding.service.js';
import { ReplaceService } from './replace.service.js';
import { UpdateService } from './update.service.js';
import { UserCommandsHandlers } from './user-commands.handlers.js';
import { UsersModule } from './users.module.js';

/** What changes users. Beside UsersModule because flows need users, and this needs flows. */
@Module({
  imports: [UsersModule, AccountsModule, PermissionsModule, FlowsModule],
  controllers: [UserCommandsHandlers],
  providers: [
    Authority,
    Managers,
    InviteService,
    UpdateService,
    OffboardingService,
    BanService,
    ReplaceService,
  ],
  exports: [Authority, InviteService, UpdateService, OffboardingService],
})
export class UserCommandsModule {}
