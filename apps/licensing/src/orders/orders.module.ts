import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { InvoicesModule } from '../invoices/invoices.module.js';
import { PaymentMethodsModule } from '../payment-methods/payment-methods.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { PurchasesModule } from '../purchases/purchases.module.js';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module.js';
import { CardChargesService } from './card-charges.service.js';
import { ChargeCausesService } from './charge-causes.service.js';
import { CheckoutService } from './checkout.service.js';
import { OrdersRepository } from './orders.repository.js';
import { OrdersService } from './orders.service.js';
import { OrdersSweeper } from './orders.sweeper.js';
import { PayPagesService } from './pay-pages.service.js';
import { PaymentsService } from './payments.service.js';

@Module({
  imports: [
    AccountsModule,
    CatalogModule,
    InvoicesModule,
    PaymentMethodsModule,
    PaymentsModule,
    PurchasesModule,
    SubscriptionsModule,
  ],
  providers: [
    OrdersRepository,
    OrdersService,
    CheckoutService,
    CardChargesService,
    PayPagesService,
    ChargeCausesService,
    PaymentsService,
    OrdersSweeper,
  ],
  exports: [CheckoutService],
})
export class OrdersModule {}
