import { Module } from '@nestjs/common';
import { RecordBatchesRepository } from './record-batches.repository.js';
import { RecordBatchesService } from './record-batches.service.js';
import { OwnerChangesRepository } from './owner-changes.repository.js';
import { OwnerChangesService } from './owner-changes.service.js';
import { OwnerChangesSweeper } from './owner-changes.sweeper.js';
import { OwnerHistoryRepository } from './owner-history.repository.js';
import { OwnerHistorySweeper } from './owner-history.sweeper.js';
import { HandOversRepository } from './hand-overs.repository.js';
import { OwnersClient } from './owners.client.js';
import { OwnershipRepository } from './ownership.repository.js';
import { RecordTypesRepository } from './record-types.repository.js';
import { RecordsRepository } from './records.repository.js';
import { RecordsService } from './records.service.js';
import { RunLinksRepository } from './run-links.repository.js';

@Module({
  providers: [
    HandOversRepository,
    OwnerChangesRepository,
    OwnerChangesService,
    OwnerChangesSweeper,
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
    HandOversRepository,
    RecordBatchesService,
    OwnershipRepository,
    RecordTypesRepository,
    RecordsRepository,
    RunLinksRepository,
  ],
})
export class RecordsModule {}
