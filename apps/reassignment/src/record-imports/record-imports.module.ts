import { Module } from '@nestjs/common';
import { RecordsModule } from '../records/records.module.js';
import { RecordImportsRepository } from './record-imports.repository.js';
import { RecordImportsService } from './record-imports.service.js';
import { RecordImportsSweeper } from './record-imports.sweeper.js';

@Module({
  imports: [RecordsModule],
  providers: [RecordImportsRepository, RecordImportsService, RecordImportsSweeper],
})
export class RecordImportsModule {}
