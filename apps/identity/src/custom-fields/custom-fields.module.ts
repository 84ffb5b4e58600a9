import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module.js';
import { CustomFieldChecksService } from './custom-field-checks.service.js';
import { CustomFieldsRepository } from './custom-fields.repository.js';
import { CustomFieldsService } from './custom-fields.service.js';
import { MergeFieldsService } from './merge-fields.service.js';

/** The custom fields that accounts define, and what users may have in them. */
@Module({
  imports: [UsersModule],
  providers: [CustomFieldChecksService, CustomFieldsRepository, CustomFieldsService, MergeFieldsService],
  exports: [CustomFieldChecksService],
})
export class CustomFieldsModule {}
