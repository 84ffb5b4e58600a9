import { Injectable } from '@nestjs/common';
import type { SuppressionReason } from '@seatkeeper/contracts';
import type { DefinedMail, Sending } from '../kinds/mail.js';
import { MailSettingsService } from '../mail-settings/mail-settings.service.js';
import { SuppressionsService } from '../suppressions/suppressions.service.js';

/** Whether a mail may go to an address: somebody may not want it, or it would come back. */
@Injectable()
export class RefusalsService {
  constructor(
    private readonly choices: MailSettingsService,
    private readonly suppressions: SuppressionsService,
  ) {}

  /** Why it is not to be sent, if so. Both are looked up in one turn, which is one question to the database. */
  async refusal(mail: DefinedMail, sending: Sending, address: string): Promise<SuppressionReason | null> {
    const { accountId } = sending;
    const [unwanted, listed] = await Promise.all([
      this.choices.refusal(mail, sending),
      this.suppressions.refusal(mail, { accountId, address }),
    ]);
    return unwanted ?? listed;
  }
}
