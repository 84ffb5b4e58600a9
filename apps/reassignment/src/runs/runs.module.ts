import { Module } from '@nestjs/common';
import { RecordsModule } from '../records/records.module.js';
import { ChunksService } from './chunks.service.js';
import { DetoursService } from './detours.service.js';
import { RunsSweeper } from './runs.sweeper.js';
import { RunsWorker } from './runs.worker.js';
import { RunsRepository } from './runs.repository.js';
import { RunsService } from './runs.service.js';
import { StopsService } from './stops.service.js';
import { TurnsService } from './turns.service.js';
import { UndosService } from './undos.service.js';
import { UsersClient } from './users.client.js';

@Module({
  imports: [RecordsModule],
  providers: [
    ChunksService,
    DetoursService,
    RunsRepository,
    RunsService,
    RunsSweeper,
    RunsWorker,
    StopsService,
    TurnsService,
    UndosService,
    UsersClient,
  ],
})
export class RunsModule {}
