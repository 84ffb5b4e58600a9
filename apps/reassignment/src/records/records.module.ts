import { Module } from '@nestjs/common';
import { BulkUpsert } from './bulk-upsert.js';
import { Owners } from './owners.js';
import { Ownership } from './ownership.js';
import { RecordsHandlers } from './records.handlers.js';
import { RecordsRepository } from './records.repository.js';
import { RecordsService } from './records.service.js';

@Module({
  controllers: [RecordsHandlers],
  providers: [BulkUpsert, Owners, Ownership, RecordsRepository, RecordsService],
  exports: [BulkUpsert, Owners, Ownership],
})
export class RecordsModule {}
