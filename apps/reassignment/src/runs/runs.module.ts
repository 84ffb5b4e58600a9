import { Module } from '@nestjs/common';
import { ChunksService } from './chunks.service.js';
import { OwnershipRepository } from './ownership.repository.js';
import { RunsSweeper } from './runs.sweeper.js';
import { RunsWorker } from './runs.worker.js';
import { RunsRepository } from './runs.repository.js';
import { RunsService } from './runs.service.js';

@Module({
  providers: [ChunksService, OwnershipRepository, RunsRepository, RunsService, RunsSweeper, RunsWorker],
})
export class RunsModule {}
