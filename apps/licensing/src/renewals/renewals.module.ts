import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { PaymentMethodsModule } from '../payment-methods/payment-methods.module.js';
import { SeatsModule } from '../seats/seats.module.js';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module.js';
import { RenewalsService } from './renewals.service.js';
import { RenewalsSweeper } from './renewals.sweeper.js';

@Module({
  imports: [
    AccountsModule,
    CatalogModule,
    OrdersModule,
    PaymentMethodsModule,
    SeatsModule,
    SubscriptionsModule,
  ],
  providers: [RenewalsService, RenewalsSweeper],
})
export class RenewalsModule {}
