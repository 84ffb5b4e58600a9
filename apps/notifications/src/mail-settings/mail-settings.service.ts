import { Injectable } from '@nestjs/common';
import { Bus, Handle } from '@seatkeeper/bus';
import {
  admitMailSettings,
  Fault,
  getMailSettings,
  type Input,
  type MailSettings,
  refuse,
  type SuppressionReason,
  updateMailSettings,
} from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import type { DefinedMail, Sending } from '../kinds/mail.js';
import {
  chosen,
  type Chosen,
  refuseChoices,
  switchedOff,
  toMailSettings,
  versionOf,
} from './mail-settings.js';
import { MailSettingsRepository } from './mail-settings.repository.js';

/** Which kinds of mail people get, as they and their accounts chose. */
@Injectable()
export class MailSettingsService {
  constructor(
    private readonly settings: MailSettingsRepository,
    private readonly bus: Bus,
    private readonly clock: Clock,
  ) {}

  @Handle(getMailSettings)
  async get({ accountId, userId }: Input<typeof getMailSettings>): Promise<MailSettings> {
    const both = await this.chosen(accountId, userId);
    return toMailSettings((userId === undefined ? both.account : both.user) ?? null, both);
  }

  @Handle(updateMailSettings)
  async update({
    accountId,
    userId,
    by,
    changes: { choices },
    ifVersion,
  }: Input<typeof updateMailSettings>): Promise<MailSettings> {
    refuse(refuseChoices(choices));
    if (userId !== undefined) await this.bus.request(admitMailSettings, { accountId, by, userId });
    await this.settings.decide(accountId, userId ?? accountId, (settings) => {
      if (ifVersion !== undefined && ifVersion !== versionOf(settings))
        throw new Fault('precondition-failed');
      return chosen(settings, choices, by, this.clock.now());
    });
    return this.get({ accountId, userId });
  }

  /** Why a mail is not to be sent, if so. */
  async refusal(mail: DefinedMail, { accountId, userId }: Sending): Promise<SuppressionReason | null> {
    return mail.optional ? switchedOff(mail, await this.chosen(accountId, userId)) : null;
  }

  private async chosen(accountId: string, userId: string | undefined) {
    const [account, user] = await Promise.all([
      this.settings.find(accountId, accountId),
      userId === undefined ? null : this.settings.find(accountId, userId),
    ]);
    return { account, user } satisfies Chosen;
  }
}
