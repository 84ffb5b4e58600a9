import { createTransport } from 'nodemailer';
import type { SMTPPoolOptions } from 'nodemailer/lib/smtp-pool';
import type { Mailbox } from '../sender.js';
import { Deadline, type Limits } from './deadline.js';
import { inOnePiece } from './in-one-piece.js';
import { type Attempted, attemptedOf, taken, unknown } from './outcome.js';

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

/** As whom mails come, and where answers to them go. */
export interface From {
  readonly sender: Mailbox;
  readonly replyTo: string | null;
}

/** The connections to one mail server, and the way to hand a mail over. It never throws: every way an attempt can end is an outcome. */
export class HandOver {
  private readonly transport;
  private readonly deadlines = new WeakMap<AbortSignal, Deadline>();

  /** `clean` takes out of the words of the server what is not to be shown. */
  constructor(
    server: SMTPPoolOptions,
    private readonly from: From,
    private readonly limits: Limits,
    private readonly clean: (words: string) => string = (words) => words,
  ) {
    this.transport = createTransport({
      ...server,
      pool: true,
      // The library would send a mail again by itself when the connection breaks; attempts are ours to note and to count.
      maxRequeues: 0,
      // The attempt has a deadline of its own, which knows what the silence is about.
      socketTimeout: limits.handOverMs + limits.answerMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    this.transport.use('stream', ({ data, message }, done) => {
      const read = message.createReadStream.bind(message);
      message.createReadStream = (options) =>
        inOnePiece(read(options)).once(
          'end',
          () => data.signal && this.deadlines.get(data.signal)?.handedOver(),
        );
      done();
    });
  }

  /** `limits` are those of this mail, where they are shorter. */
  async send(
    { messageId, to, language, switchOff, subject, html, text }: Mail,
    limits: Limits = this.limits,
  ): Promise<Attempted> {
    const deadline = new Deadline(limits);
    this.deadlines.set(deadline.signal, deadline);
    try {
      const info = await this.transport.sendMail({
        messageId,
        from: this.from.sender,
        ...(this.from.replyTo !== null && { replyTo: this.from.replyTo }),
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
      return { outcome: taken(this.clean(info.response)), isOfServer: false };
    } catch (error) {
      return deadline.isUnknown ? { outcome: unknown(), isOfServer: true } : attemptedOf(error, this.clean);
    } finally {
      deadline.end();
    }
  }

  close(): void {
    this.transport.close({ force: true });
  }
}

/** RFC 2369, and RFC 8058 where the link is as safe as that demands: opening it changes nothing, posting to it does. */
const unsubscribing = (link: string): Readonly<Record<string, string>> => ({
  'List-Unsubscribe': `<${link}>`,
  ...(link.startsWith('https:') && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
});

/** `=?` begins an encoded word (RFC 2047): what a name hides in one would be shown decoded, as if it were ours. */
const asTyped = (text: string): string => text.replaceAll('=?', '= ?');
