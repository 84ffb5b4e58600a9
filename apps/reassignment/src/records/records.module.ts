import { Module } from '@nestjs/common';
import { BatchesService } from './batches.service.js';
import { OwnerHistoryRepository } from './owner-history.repository.js';
import { OwnerHistorySweeper } from './owner-history.sweeper.js';
import { OwnersClient } from './owners.client.js';
import { OwnershipService } from './ownership.service.js';
import { RecordsRepository } from './records.repository.js';
import { RecordsService } from './records.service.js';
import { RunLinksService } from './run-links.service.js';

@Module({
  providers: [
    OwnerHistoryRepository,
    OwnerHistorySweeper,
    BatchesService,
    OwnersClient,
    OwnershipService,
    RecordsRepository,
    RecordsService,
    RunLinksService,
  ],
  exports: [BatchesService, OwnersClient, OwnershipService, RunLinksService],
})
export class RecordsModule {}
