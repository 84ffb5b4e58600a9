import { Module } from '@nestjs/common';
import { TemplatesModule } from '../templates/templates.module.js';
import { WordedMailsService } from './worded-mails.service.js';
import { WordingDraftsService } from './wording-drafts.service.js';
import { WordingsRepository } from './wordings.repository.js';
import { WordingsService } from './wordings.service.js';

/** How accounts word their mails. */
@Module({
  imports: [TemplatesModule],
  providers: [WordedMailsService, WordingDraftsService, WordingsRepository, WordingsService],
  exports: [WordedMailsService, WordingDraftsService],
})
export class WordingsModule {}
