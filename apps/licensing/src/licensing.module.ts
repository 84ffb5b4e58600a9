import { Module } from '@nestjs/common';
import { BusModule } from '@seatkeeper/bus';
import {
  listLicensingDeadLetters as list,
  listStuckInLicensing as stuck,
  settleLicensingDeadLetter as settle,
} from '@seatkeeper/contracts';
import { MongoModule } from '@seatkeeper/mongo';
import { AccountsModule } from './accounts/accounts.module.js';
import { accounts } from './accounts/accounts.schema.js';
import { accountMigrations } from './accounts/accounts.migrations.js';
import { BookingsModule } from './bookings/bookings.module.js';
import { CatalogModule } from './catalog/catalog.module.js';
import { EntitlementsModule } from './entitlements/entitlements.module.js';
import { ExplanationsModule } from './explanations/explanations.module.js';
import { ForecastsModule } from './forecasts/forecasts.module.js';
import { FreezesModule } from './freezes/freezes.module.js';
import { invoiceMigrations } from './invoices/invoices.migrations.js';
import { InvoicesModule } from './invoices/invoices.module.js';
import { invoices } from './invoices/invoices.schema.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { ledger } from './ledger/ledger.schema.js';
import { LicensesModule } from './licenses/licenses.module.js';
import { OrdersModule } from './orders/orders.module.js';
import { orders } from './orders/orders.schema.js';
import { PaymentMethodsModule } from './payment-methods/payment-methods.module.js';
import { paymentMethods } from './payment-methods/payment-methods.schema.js';
import { purchaseMigrations } from './purchases/purchases.migrations.js';
import { PurchasesModule } from './purchases/purchases.module.js';
import { purchases } from './purchases/purchases.schema.js';
import { ReconciliationModule } from './reconciliation/reconciliation.module.js';
import { ReductionsModule } from './reductions/reductions.module.js';
import { reductions } from './reductions/reductions.schema.js';
import { RenewalsModule } from './renewals/renewals.module.js';
import { SeatEventsModule } from './seat-events/seat-events.module.js';
import { SeatsModule } from './seats/seats.module.js';
import { seatMigrations } from './seats/seats.migrations.js';
import { seats } from './seats/seats.schema.js';
import { StandingsModule } from './standings/standings.module.js';
import { SubscriptionsModule } from './subscriptions/subscriptions.module.js';
import { subscriptions } from './subscriptions/subscriptions.schema.js';
import { warnings } from './warnings/warnings.schema.js';

/** Every effect here is keyed by its cause (purchase id, event id), so a repeated event changes nothing. */
@Module({
  imports: [
    MongoModule.forRoot(
      [
        accounts,
        purchases,
        reductions,
        seats,
        ledger,
        subscriptions,
        orders,
        invoices,
        paymentMethods,
        warnings,
      ],
      {
        stuck,
        migrations: [...purchaseMigrations, ...accountMigrations, ...seatMigrations, ...invoiceMigrations],
      },
    ),
    BusModule.forRoot({ deadLetters: { list, settle } }),
    AccountsModule,
    CatalogModule,
    SeatsModule,
    PurchasesModule,
    ReductionsModule,
    BookingsModule,
    LedgerModule,
    ReconciliationModule,
    SubscriptionsModule,
    InvoicesModule,
    FreezesModule,
    PaymentMethodsModule,
    OrdersModule,
    RenewalsModule,
    LicensesModule,
    EntitlementsModule,
    ExplanationsModule,
    ForecastsModule,
    StandingsModule,
    SeatEventsModule,
  ],
})
export class LicensingModule {}
