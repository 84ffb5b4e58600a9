import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { ActingService } from './acting.service.js';

/** Users of one account who act in another below it. */
@Module({ imports: [AccountsModule, GroupsModule, SessionsModule], providers: [ActingService] })
export class ActingModule {}
