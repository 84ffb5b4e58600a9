import { Module } from '@nestjs/common';
import { OwnersClient } from './owners.client.js';
import { RecordsRepository } from './records.repository.js';
import { RecordsService } from './records.service.js';

@Module({
  providers: [OwnersClient, RecordsRepository, RecordsService],
  exports: [OwnersClient],
})
export class RecordsModule {}
