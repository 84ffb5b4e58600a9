import { Inject, Injectable } from '@nestjs/common';
import { Bus, Handle } from '@seatkeeper/bus';
import {
  Fault,
  type Input,
  MailKind,
  type MailSwitchView,
  linkPaths,
  switchMailOff,
  tellMailReader,
  userActor,
  viewMailSwitch,
} from '@seatkeeper/contracts';
import { Clock, SETTINGS } from '@seatkeeper/service';
import { mailOf } from '../kinds/mail-kinds.js';
import type { Sending } from '../kinds/mail.js';
import { MailTokens } from '../mail-tokens/mail-tokens.js';
import type { NotificationsSettings } from '../settings.js';
import { chosen } from './mail-settings.js';
import { MailSettingsRepository } from './mail-settings.repository.js';
import { MailSettingsService } from './mail-settings.service.js';

interface Switch {
  accountId: string;
  userId: string;
  kind: MailKind;
}

/** Links by which who got a mail switches off its kind, without signing in. They can do nothing else. */
@Injectable()
export class MailSwitchesService {
  private readonly tokens: MailTokens;
  private readonly address: string;

  constructor(
    @Inject(SETTINGS)
    settings: Pick<NotificationsSettings, 'MAIL_SECRET' | 'RETIRED_MAIL_SECRETS' | 'PUBLIC_URL'>,
    private readonly choices: MailSettingsService,
    private readonly stored: MailSettingsRepository,
    private readonly bus: Bus,
    private readonly clock: Clock,
  ) {
    this.tokens = new MailTokens(settings.MAIL_SECRET, settings.RETIRED_MAIL_SECRETS);
    this.address = settings.PUBLIC_URL;
  }

  /** Null for a kind that cannot be switched off. */
  linkOf(kind: MailKind, { accountId, userId }: Pick<Sending, 'accountId' | 'userId'>): string | null {
    if (!mailOf(kind).optional) return null;
    return `${this.address}/${linkPaths.mailSwitch}/${this.tokens.sign('switch-off', [accountId, userId, kind])}`;
  }

  @Handle(viewMailSwitch)
  view({ token }: Input<typeof viewMailSwitch>): Promise<MailSwitchView> {
    return this.tell(this.read(token));
  }

  /** Who holds the mail acts as the person it went to, as with every link of a mail. */
  @Handle(switchMailOff)
  async switchOff({ token }: Input<typeof switchMailOff>): Promise<MailSwitchView> {
    const { accountId, userId, kind } = this.read(token);
    // Asked first: nothing is kept of somebody whom identity does not know.
    const reader = await this.bus.request(tellMailReader, { accountId, userId });
    await this.stored.decide(accountId, userId, (settings) =>
      chosen(settings, { [kind]: false }, userActor(userId), this.clock.now()),
    );
    return { ...reader, kind, sent: false };
  }

  private async tell({ accountId, userId, kind }: Switch): Promise<MailSwitchView> {
    const reader = await this.bus.request(tellMailReader, { accountId, userId });
    const off = await this.choices.refusal(mailOf(kind), { accountId, userId });
    return { ...reader, kind, sent: off === null };
  }

  private read(token: string): Switch {
    const [accountId, userId, name] = this.tokens.read('switch-off', token) ?? [];
    const kind = MailKind.safeParse(name);
    if (accountId === undefined || userId === undefined || !kind.success || !mailOf(kind.data).optional)
      throw new Fault('not-found', 'This link switches off no mail.');
    return { accountId, userId, kind: kind.data };
  }
}
