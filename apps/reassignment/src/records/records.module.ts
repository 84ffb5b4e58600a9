import { Module } from '@nestjs/common';
import { RecordBatchesRepository } from './record-batches.repository.js';
import { RecordBatchesService } from './record-batches.service.js';
import { OwnerHistoryRepository } from './owner-history.repository.js';
import { OwnerHistorySweeper } from './owner-history.sweeper.js';
import { OwnersClient } from './owners.client.js';
import { OwnershipRepository } from './ownership.repository.js';
import { RecordTypesRepository } from './record-types.repository.js';
import { RecordsRepository } from './records.repository.js';
import { RecordsService } from './records.service.js';
import { RunLinksRepository } from './run-links.repository.js';

@Module({
  providers: [
    OwnerHistoryRepository,
    OwnerHistorySweeper,
    RecordBatchesRepository,
    RecordBatchesService,
    OwnersClient,
    OwnershipRepository,
    RecordTypesRepository,
    RecordsRepository,
    RecordsService,
    RunLinksRepository,
  ],
  exports: [
    RecordBatchesService,
    OwnershipRepository,
    RecordTypesRepository,
    RecordsRepository,
    RunLinksRepository,
  ],
})
export class RecordsModule {}
