import { Module } from '@nestjs/common';
import { BusModule } from '@seatkeeper/bus';
import { MongoModule } from '@seatkeeper/mongo';
import { AccountsModule } from './accounts/accounts.module.js';
import { accounts } from './accounts/accounts.schema.js';
import { CatalogModule } from './catalog/catalog.module.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { ledger } from './ledger/ledger.schema.js';
import { purchaseMigrations } from './purchases/purchases.migrations.js';
import { PurchasesModule } from './purchases/purchases.module.js';
import { purchases } from './purchases/purchases.schema.js';
import { SeatsModule } from './seats/seats.module.js';
import { seats } from './seats/seats.schema.js';

/** Every effect here is keyed by its cause (purchase id, event id), so a repeated event changes nothing. */
@Module({
  imports: [
    MongoModule.forRoot([accounts, purchases, seats, ledger], { migrations: purchaseMigrations }),
    BusModule.forRoot(),
    AccountsModule,
    CatalogModule,
    SeatsModule,
    PurchasesModule,
    LedgerModule,
  ],
})
export class LicensingModule {}
