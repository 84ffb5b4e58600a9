import { Inject, Injectable } from '@nestjs/common';
import { metrics, SETTINGS, Shutdown } from '@seatkeeper/service';
import { createTransport } from 'nodemailer';
import type { NotificationsSettings } from '../settings.js';
import { Deadline, type Limits } from './deadline.js';
import { MailServerService } from './mail-server.service.js';
import { outcomeOf, taken, unknown, type Outcome } from './outcome.js';
import { parseSender, type Mailbox } from '../sender.js';

export interface Mail {
  messageId: string;
  to: Mailbox;
  language: string;
  /** Where its kind is switched off by one click; null for a kind that cannot be. */
  switchOff: string | null;
  subject: string;
  html: string;
  text: string;
}

/** Connections to the mail server, of each copy of the service. */
export const CONNECTIONS = 5;

const CONNECT_MS = 10_000;
/** Until a mail is handed over: a server that trickles its replies is not silent, and would hold the connection for ever. */
const HAND_OVER_MS = 60_000;

const attempts = metrics.counter('mail_attempts_total', 'Mails handed to the mail server, by outcome', [
  'outcome',
]);
/** Hands mails to the mail server. It never throws: every way an attempt can end is an outcome. */
@Injectable()
export class MailerService {
  readonly sender: Mailbox;
  private readonly transport;
  private readonly deadlines = new WeakMap<AbortSignal, Deadline>();
  private readonly limits: Limits;

  constructor(
    @Inject(SETTINGS) settings: NotificationsSettings,
    shutdown: Shutdown,
    private readonly server: MailServerService,
  ) {
    const sender = parseSender(settings.MAIL_FROM);
    if (!sender) throw new Error('MAIL_FROM is not one address.');
    this.sender = sender;
    this.limits = { handOverMs: HAND_OVER_MS, answerMs: settings.SMTP_ANSWER_SECONDS * 1_000 };
    this.transport = createTransport({
      url: settings.SMTP_URL,
      pool: true,
      maxConnections: CONNECTIONS,
      // The library would send a mail again by itself when the connection breaks; attempts are ours to note and to count.
      maxRequeues: 0,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      dnsTimeout: CONNECT_MS,
      // The attempt has a deadline of its own, which knows what the silence is about.
      socketTimeout: this.limits.handOverMs + this.limits.answerMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    this.transport.use('stream', ({ data, message }, done) => {
      const read = message.createReadStream.bind(message);
      message.createReadStream = (options) =>
        read(options).once('end', () => data.signal && this.deadlines.get(data.signal)?.handedOver());
      done();
    });
    shutdown.on('transport', 'mail server', () => this.transport.close({ force: true }));
  }

  async send(mail: Mail): Promise<Outcome> {
    const outcome = await this.attempt(mail);
    attempts.inc({ outcome: outcome.kind });
    this.server.note(outcome);
    return outcome;
  }

  private async attempt({ messageId, to, language, switchOff, subject, html, text }: Mail): Promise<Outcome> {
    const deadline = new Deadline(this.limits);
    this.deadlines.set(deadline.signal, deadline);
    try {
      const info = await this.transport.sendMail({
        messageId,
        from: this.sender,
        to: { ...to, name: asTyped(to.name) },
        subject: asTyped(subject),
        html,
        text,
        headers: {
          // Out-of-office replies and lists are to leave it alone (RFC 3834, and Exchange's own way to say it).
          'Auto-Submitted': 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
          'Content-Language': language,
          ...(switchOff !== null && unsubscribing(switchOff)),
        },
        signal: deadline.signal,
      });
      return taken(info.response);
    } catch (error) {
      return deadline.isUnknown ? unknown() : outcomeOf(error);
    } finally {
      deadline.end();
    }
  }
}

/** RFC 2369, and RFC 8058 where the link is as safe as that demands: opening it changes nothing, posting to it does. */
const unsubscribing = (link: string): Readonly<Record<string, string>> => ({
  'List-Unsubscribe': `<${link}>`,
  ...(link.startsWith('https:') && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
});

/** `=?` begins an encoded word (RFC 2047): what a name hides in one would be shown decoded, as if it were ours. */
const asTyped = (text: string): string => text.replaceAll('=?', '= ?');
