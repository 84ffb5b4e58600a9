import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AdminsModule } from '../admins/admins.module.js';
import { CredentialsModule } from '../credentials/credentials.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { SignUpModule } from '../sign-up/sign-up.module.js';
import { UsersModule } from '../users/users.module.js';
import { AffiliateLettersService } from './affiliate-letters.service.js';
import { AffiliatesService } from './affiliates.service.js';
import { DetachingService } from './detaching.service.js';
import { MadeOffersService } from './made-offers.service.js';
import { ParentsService } from './parents.service.js';
import { PlacingService } from './placing.service.js';

/** Accounts below others. */
@Module({
  imports: [AccountsModule, AdminsModule, CredentialsModule, GroupsModule, SignUpModule, UsersModule],
  providers: [
    PlacingService,
    DetachingService,
    AffiliatesService,
    AffiliateLettersService,
    MadeOffersService,
    ParentsService,
  ],
})
export class AffiliatesModule {}
