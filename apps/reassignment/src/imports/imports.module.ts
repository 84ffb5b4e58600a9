import { Module } from '@nestjs/common';
import { RecordsModule } from '../records/records.module.js';
import { ImportsHandlers } from './imports.handlers.js';
import { ImportsRepository } from './imports.repository.js';
import { ImportsService } from './imports.service.js';

@Module({
  imports: [RecordsModule],
  controllers: [ImportsHandlers],
  providers: [ImportsRepository, ImportsService],
})
export class ImportsModule {}
