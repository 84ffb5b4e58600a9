import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ReductionsModule } from '../reductions/reductions.module.js';
import { SeatsModule } from '../seats/seats.module.js';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module.js';
import { BookingsService } from './bookings.service.js';
import { BookingsSweeper } from './bookings.sweeper.js';

@Module({
  imports: [AccountsModule, CatalogModule, ReductionsModule, SeatsModule, SubscriptionsModule],
  providers: [BookingsService, BookingsSweeper],
})
export class BookingsModule {}
