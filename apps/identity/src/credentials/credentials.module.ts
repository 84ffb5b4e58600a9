import { Module } from '@nestjs/common';
import { AdminsModule } from '../admins/admins.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { UsersModule } from '../users/users.module.js';
import { OpenSessionsService } from './open-sessions.service.js';

/** What somebody signs in with, and where they are signed in: looked after by the user, and by those who administer the user. */
@Module({
  imports: [AdminsModule, SessionsModule, UsersModule],
  providers: [OpenSessionsService],
})
export class CredentialsModule {}
