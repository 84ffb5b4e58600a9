import { Module } from '@nestjs/common';
import { BatchesService } from './batches.service.js';
import { OwnersClient } from './owners.client.js';
import { OwnershipService } from './ownership.service.js';
import { RecordsRepository } from './records.repository.js';
import { RecordsService } from './records.service.js';

@Module({
  providers: [BatchesService, OwnersClient, OwnershipService, RecordsRepository, RecordsService],
  exports: [BatchesService, OwnersClient, OwnershipService],
})
export class RecordsModule {}
