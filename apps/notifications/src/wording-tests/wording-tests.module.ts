import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { MailSendersModule } from '../mail-senders/mail-senders.module.js';
import { WordingsModule } from '../wordings/wordings.module.js';
import { WordingTestsRepository } from './wording-tests.repository.js';
import { WordingTestsService } from './wording-tests.service.js';

/** Mails that somebody who words them has sent to themselves. */
@Module({
  imports: [MailModule, MailSendersModule, WordingsModule],
  providers: [WordingTestsRepository, WordingTestsService],
})
export class WordingTestsModule {}
