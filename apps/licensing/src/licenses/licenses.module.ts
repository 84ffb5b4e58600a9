import { Module } from '@nestjs/common';
import { SeatsModule } from '../seats/seats.module.js';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module.js';
import { LicensesService } from './licenses.service.js';

@Module({ imports: [SeatsModule, SubscriptionsModule], providers: [LicensesService] })
export class LicensesModule {}
