import { Module } from '@nestjs/common';
import { CredentialsModule } from '../credentials/credentials.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { OffboardingsModule } from '../offboardings/offboardings.module.js';
import { ReachModule } from '../reach/reach.module.js';
import { UsersModule } from '../users/users.module.js';
import { HandOverLettersService } from './hand-over-letters.service.js';

/** What both sides are told of a hand-over that has finished. */
@Module({
  imports: [CredentialsModule, GroupsModule, OffboardingsModule, ReachModule, UsersModule],
  providers: [HandOverLettersService],
})
export class HandOverMailsModule {}
