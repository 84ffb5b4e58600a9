import { Module } from '@nestjs/common';
import { BusModule } from '@seatkeeper/bus';
import { JobsModule } from '@seatkeeper/jobs';
import { MongoModule } from '@seatkeeper/mongo';
import { RecordImportsModule } from './record-imports/record-imports.module.js';
import { imports } from './record-imports/record-imports.schema.js';
import { RecordsModule } from './records/records.module.js';
import { records } from './records/records.schema.js';
import { RunsModule } from './runs/runs.module.js';
import { runs } from './runs/runs.schema.js';

@Module({
  imports: [
    MongoModule.forRoot([records, imports, runs]),
    BusModule.forRoot(),
    JobsModule.forRoot(),
    RecordsModule,
    RecordImportsModule,
    RunsModule,
  ],
})
export class ReassignmentModule {}
