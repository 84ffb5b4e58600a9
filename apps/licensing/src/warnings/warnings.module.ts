import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { SeatsModule } from '../seats/seats.module.js';
import { WarningsRepository } from './warnings.repository.js';
import { WarningsService } from './warnings.service.js';
import { WarningsSweeper } from './warnings.sweeper.js';

@Module({
  imports: [AccountsModule, SeatsModule],
  providers: [WarningsRepository, WarningsService, WarningsSweeper],
  exports: [WarningsService],
})
export class WarningsModule {}
