import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { FlowsModule } from '../flows/flows.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { UserCommandsModule } from '../users/user-commands.module.js';
import { UsersModule } from '../users/users.module.js';
import { AcceptanceService } from './acceptance.service.js';
import { InvitationDirectory } from './invitation-directory.js';
import { InvitationSweeper } from './invitation.sweeper.js';
import { InvitationsHandlers } from './invitations.handlers.js';
import { InvitationsService } from './invitations.service.js';
import { WaitList } from './wait-list.js';

@Module({
  imports: [UsersModule, UserCommandsModule, FlowsModule, AccountsModule, PasswordsModule, SessionsModule],
  controllers: [InvitationsHandlers],
  providers: [AcceptanceService, InvitationDirectory, InvitationsService, InvitationSweeper, WaitList],
})
export class InvitationsModule {}
