import { Inject, Injectable } from '@nestjs/common';
import { metrics, SETTINGS, Shutdown } from '@seatkeeper/service';
import type { NotificationsSettings } from '../settings.js';
import { parseSender, type Mailbox } from '../sender.js';
import type { Limits } from './deadline.js';
import { HandOver, type Mail } from './hand-over.js';
import { CONNECT_MS, limitsOf } from './limits.js';
import { MailServerService } from './mail-server.service.js';
import type { Outcome } from './outcome.js';

/** Connections to the mail server, of each copy of the service. */
export const CONNECTIONS = 5;

const attempts = metrics.counter('mail_attempts_total', 'Mails handed to the mail server, by outcome', [
  'outcome',
]);
/** Hands mails to the mail server of the product. It never throws: every way an attempt can end is an outcome. */
@Injectable()
export class MailerService {
  readonly sender: Mailbox;
  private readonly handOver: HandOver;

  constructor(
    @Inject(SETTINGS) settings: NotificationsSettings,
    shutdown: Shutdown,
    private readonly server: MailServerService,
  ) {
    const sender = parseSender(settings.MAIL_FROM);
    if (!sender) throw new Error('MAIL_FROM is not one address.');
    this.sender = sender;
    this.handOver = new HandOver(
      {
        url: settings.SMTP_URL,
        pool: true,
        maxConnections: CONNECTIONS,
        connectionTimeout: CONNECT_MS,
        greetingTimeout: CONNECT_MS,
        dnsTimeout: CONNECT_MS,
      },
      { sender, replyTo: null },
      limitsOf(settings),
    );
    shutdown.on('transport', 'mail server', () => this.handOver.close());
  }

  /** `limits` for a mail that somebody waits for. */
  async send(mail: Mail, limits?: Limits): Promise<Outcome> {
    const { outcome } = await this.handOver.send(mail, limits);
    attempts.inc({ outcome: outcome.kind });
    this.server.note(outcome);
    return outcome;
  }
}
