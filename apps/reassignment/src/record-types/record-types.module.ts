import { Module } from '@nestjs/common';
import { RecordsModule } from '../records/records.module.js';
import { RecordTypesService } from './record-types.service.js';

/** What types of records an account has registered, with the fields that name users. */
@Module({ imports: [RecordsModule], providers: [RecordTypesService] })
export class RecordTypesModule {}
