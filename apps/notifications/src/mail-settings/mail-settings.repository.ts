import { Injectable } from '@nestjs/common';
import { InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import type { SettingsChange } from './mail-settings.js';
import { mailSettings, type StoredMailSettings } from './mail-settings.schema.js';

@Injectable()
export class MailSettingsRepository {
  constructor(
    @InjectCollection(mailSettings) private readonly settings: TenantCollection<StoredMailSettings>,
  ) {}

  /** Of a user, or of the account by its own id. Null before anything was chosen. */
  find(accountId: string, whose: string): Promise<StoredMailSettings | null> {
    return this.settings.findById(accountId, whose);
  }

  /** Writes what `decide` makes of them as they are by then; they begin without a choice. */
  decide(
    accountId: string,
    whose: string,
    decide: (settings: StoredMailSettings) => SettingsChange | null,
  ): Promise<StoredMailSettings | null> {
    return this.settings.decideFirst({ _id: whose, accountId, choices: [] }, decide);
  }
}
