import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { ConfirmationsModule } from '../confirmations/confirmations.module.js';
import { FlowsModule } from '../flows/flows.module.js';
import { MailingModule } from '../mailing/mailing.module.js';
import { SeatsModule } from '../seats/seats.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { UsersModule } from '../users/users.module.js';
import { SignUpDriver } from './sign-up.driver.js';
import { SignUpService } from './sign-up.service.js';
import { SignUpSweeper } from './sign-up.sweeper.js';

@Module({
  imports: [
    AccountsModule,
    UsersModule,
    SessionsModule,
    FlowsModule,
    SeatsModule,
    ConfirmationsModule,
    MailingModule,
  ],
  providers: [SignUpDriver, SignUpService, SignUpSweeper],
  exports: [SignUpService],
})
export class SignUpModule {}
