import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { LicensesModule } from '../licenses/licenses.module.js';
import { WarningsModule } from '../warnings/warnings.module.js';
import { NamesService } from './names.service.js';
import { NamesSweeper } from './names.sweeper.js';
import { OperatedAccountsService } from './operated-accounts.service.js';
import { StandingsService } from './standings.service.js';

@Module({
  imports: [AccountsModule, CatalogModule, LicensesModule, WarningsModule],
  providers: [NamesService, NamesSweeper, OperatedAccountsService, StandingsService],
})
export class StandingsModule {}
