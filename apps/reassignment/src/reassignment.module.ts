import { isDeepStrictEqual } from 'node:util';
import { Module } from '@nestjs/common';
import { BusModule } from '@seatkeeper/bus';
import { JobsModule } from '@seatkeeper/jobs';
import { giveLeases, type Migration, MongoModule, rewriteDocuments } from '@seatkeeper/mongo';
import { RecordImportsModule } from './record-imports/record-imports.module.js';
import { SILENT_MS } from './record-imports/record-imports.js';
import { imports } from './record-imports/record-imports.schema.js';
import { RecordsModule } from './records/records.module.js';
import { ownerHistory } from './records/owner-history.schema.js';
import { termsOf } from './records/records.js';
import { records, type StoredRecord } from './records/records.schema.js';
import { RunsModule } from './runs/runs.module.js';
import { runs } from './runs/runs.schema.js';

const migrations: readonly Migration[] = [
  {
    id: '2026-11-24-search-terms',
    run: (db, alive) =>
      rewriteDocuments<StoredRecord>(
        db,
        records.name,
        ['title', 'externalId', 'terms'],
        (record) => {
          const terms = termsOf(record);
          return isDeepStrictEqual(terms, record.terms) ? null : { terms };
        },
        alive,
      ),
  },
  giveLeases('2026-11-24-lease-runs', {
    collection: runs.name,
    where: { state: { $in: ['queued', 'running'] } },
  }),
  giveLeases('2026-11-24-lease-record-imports', {
    collection: imports.name,
    where: { state: 'running' },
    afterMs: SILENT_MS,
  }),
];

@Module({
  imports: [
    MongoModule.forRoot([records, ownerHistory, imports, runs], { migrations }),
    BusModule.forRoot(),
    JobsModule.forRoot(),
    RecordsModule,
    RecordImportsModule,
    RunsModule,
  ],
})
export class ReassignmentModule {}
