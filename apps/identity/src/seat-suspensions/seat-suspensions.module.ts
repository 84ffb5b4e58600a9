import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { UsersModule } from '../users/users.module.js';
import { SeatStandingService } from './seat-standing.service.js';
import { SeatSuspensionsService } from './seat-suspensions.service.js';

/** Who is kept out while more seats are held than purchased. */
@Module({
  imports: [AccountsModule, UsersModule],
  providers: [SeatStandingService, SeatSuspensionsService],
  exports: [SeatStandingService, SeatSuspensionsService],
})
export class SeatSuspensionsModule {}
