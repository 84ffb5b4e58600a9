import { Module } from '@nestjs/common';
import { BusModule } from '@seatkeeper/bus';
import { JobsModule } from '@seatkeeper/jobs';
import {
  listReassignmentDeadLetters as list,
  listStuckInReassignment as stuck,
  settleReassignmentDeadLetter as settle,
} from '@seatkeeper/contracts';
import { MongoModule } from '@seatkeeper/mongo';
import { RecordImportsModule } from './record-imports/record-imports.module.js';
import { importMigrations } from './record-imports/record-imports.migrations.js';
import { imports } from './record-imports/record-imports.schema.js';
import { RecordTypesModule } from './record-types/record-types.module.js';
import { RecordsModule } from './records/records.module.js';
import { handOvers } from './records/hand-overs.schema.js';
import { ownerChanges } from './records/owner-changes.schema.js';
import { ownerHistory } from './records/owner-history.schema.js';
import { recordMigrations } from './records/records.migrations.js';
import { recordTypes } from './records/record-types.schema.js';
import { records } from './records/records.schema.js';
import { RunsModule } from './runs/runs.module.js';
import { runMigrations } from './runs/runs.migrations.js';
import { runs } from './runs/runs.schema.js';

@Module({
  imports: [
    MongoModule.forRoot([records, ownerHistory, ownerChanges, handOvers, recordTypes, imports, runs], {
      stuck,
      migrations: [...recordMigrations, ...runMigrations, ...importMigrations],
    }),
    BusModule.forRoot({ deadLetters: { list, settle } }),
    JobsModule.forRoot(),
    RecordsModule,
    RecordTypesModule,
    RecordImportsModule,
    RunsModule,
  ],
})
export class ReassignmentModule {}
