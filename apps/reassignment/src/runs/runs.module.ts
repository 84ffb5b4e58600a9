import { Module } from '@nestjs/common';
import { RecordsModule } from '../records/records.module.js';
import { Chunks } from './chunks.js';
import { RunSweeper } from './run-sweeper.js';
import { RunWorker } from './run-worker.js';
import { RunsHandlers } from './runs.handlers.js';
import { RunsRepository } from './runs.repository.js';
import { RunsService } from './runs.service.js';

@Module({
  imports: [RecordsModule],
  controllers: [RunsHandlers],
  providers: [Chunks, RunsRepository, RunsService, RunSweeper, RunWorker],
})
export class RunsModule {}
