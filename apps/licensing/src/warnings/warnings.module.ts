import { Module } from '@nestjs/common';
import { SeatsModule } from '../seats/seats.module.js';
import { WarningsRepository } from './warnings.repository.js';
import { WarningsService } from './warnings.service.js';

@Module({
  imports: [SeatsModule],
  providers: [WarningsRepository, WarningsService],
  exports: [WarningsService],
})
export class WarningsModule {}
