import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AdminsModule } from '../admins/admins.module.js';
import { SignUpModule } from '../sign-up/sign-up.module.js';
import { AffiliatesService } from './affiliates.service.js';
import { DetachingService } from './detaching.service.js';
import { MadeOffersService } from './made-offers.service.js';
import { ParentsService } from './parents.service.js';
import { PlacingService } from './placing.service.js';

/** Accounts below others. */
@Module({
  imports: [AccountsModule, AdminsModule, SignUpModule],
  providers: [PlacingService, DetachingService, AffiliatesService, MadeOffersService, ParentsService],
})
export class AffiliatesModule {}
