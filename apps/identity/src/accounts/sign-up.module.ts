import { Module } from '@nestjs/common';
import { FlowsModule } from '../flows/flows.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccountsModule } from './accounts.module.js';
import { SignUpHandlers } from './sign-up.handlers.js';
import { SignUpService } from './sign-up.service.js';
import { SignUpSweeper } from './sign-up.sweeper.js';

/** Beside AccountsModule because users need accounts, and a sign-up needs users. */
@Module({
  imports: [AccountsModule, UsersModule, FlowsModule, PasswordsModule],
  controllers: [SignUpHandlers],
  providers: [SignUpService, SignUpSweeper],
})
export class SignUpModule {}
