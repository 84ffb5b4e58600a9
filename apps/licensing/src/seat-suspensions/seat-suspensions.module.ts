import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { SeatsModule } from '../seats/seats.module.js';
import { WarningsModule } from '../warnings/warnings.module.js';
import { SeatSuspensionsService } from './seat-suspensions.service.js';
import { SeatSuspensionsSweeper } from './seat-suspensions.sweeper.js';

@Module({
  imports: [CatalogModule, SeatsModule, WarningsModule],
  providers: [SeatSuspensionsService, SeatSuspensionsSweeper],
  exports: [SeatSuspensionsService],
})
export class SeatSuspensionsModule {}
