import { Inject, Injectable } from '@nestjs/common';
import { logger, Sealer, SETTINGS } from '@seatkeeper/service';
import type { NotificationsSettings } from '../settings.js';
import { sealedFor } from './sealed-for.js';
import type { OwnServer, StoredMailSender } from './mail-senders.schema.js';

/** Seals the passwords of mail servers, and opens them for who is about to sign in. */
@Injectable()
export class SenderSecretsService {
  private readonly log = logger('mail-senders');
  private readonly sealer: Sealer;

  constructor(@Inject(SETTINGS) settings: Pick<NotificationsSettings, 'SENDER_KEY' | 'RETIRED_SENDER_KEYS'>) {
    this.sealer = new Sealer(settings.SENDER_KEY, settings.RETIRED_SENDER_KEYS);
  }

  seal(password: string, accountId: string, server: Parameters<typeof sealedFor>[1]): string {
    return this.sealer.seal(Buffer.from(password), sealedFor(accountId, server));
  }

  /** Null when no key opens it: then nobody signs in with something else in its place. */
  open({ accountId }: Pick<StoredMailSender, 'accountId'>, server: OwnServer): string | null {
    try {
      const opened = this.sealer.open(server.sealed ?? '', sealedFor(accountId, server))?.toString();
      if (opened !== undefined) return opened;
      this.log.error('No key in SENDER_KEY and RETIRED_SENDER_KEYS opens the password of a mail server', {
        accountId,
      });
    } catch (error) {
      this.log.error('The password of a mail server was changed, or is of another one', { accountId, error });
    }
    return null;
  }
}
