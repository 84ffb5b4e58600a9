import { Inject, Injectable } from '@nestjs/common';
import { Clock, Health, logger, metrics, SETTINGS, within } from '@seatkeeper/service';
import { createTransport } from 'nodemailer';
import type { NotificationsSettings } from '../settings.js';
import { outcomeOf, type Outcome } from './outcome.js';

/** How long the mail server counts as it was seen last. One that is away is looked for again soon: mails wait for it. */
const SEEN_FOR_MS = { well: 60_000, away: 5_000 };
/** Some greet slowly on purpose. Who asks meanwhile is told what was seen last. */
const LOOK_WITHIN_MS = 10_000;
const ANSWER_WITHIN_MS = 1_000;

const reachable = metrics.gauge(
  'mail_server_reachable',
  'Whether the mail server answered the last time: 1 or 0',
);

interface Seen {
  at: number;
  /** Why no mail can be handed over; null when one can. */
  problem: string | null;
}

/**
 * Whether the mail server takes mails, which is part of the readiness: without it the service takes events and keeps their
 * mails, and does half of its work. A mail that went through tells it; only when none has for a minute, and somebody asks,
 * is the server looked at: greeted and signed in to, without a mail.
 */
@Injectable()
export class MailServerService {
  private readonly log = logger('mail-server');
  private readonly transport;
  private seen: Seen | undefined;
  private looking: Promise<void> | undefined;
  private wasReached = true;

  constructor(
    @Inject(SETTINGS) { SMTP_URL: url }: NotificationsSettings,
    private readonly clock: Clock,
    health: Health,
  ) {
    const limits = {
      connectionTimeout: LOOK_WITHIN_MS,
      greetingTimeout: LOOK_WITHIN_MS,
      dnsTimeout: LOOK_WITHIN_MS,
      socketTimeout: LOOK_WITHIN_MS,
    };
    this.transport = createTransport({ url, ...limits });
    health.add('mail server', () => this.check());
  }

  /** What became of an attempt to hand over a mail. Only an answer to the mail itself says that the server takes mails. */
  note({ kind, reached, answer }: Outcome): void {
    this.tell(reached, answer);
    if (kind === 'sent' || kind === 'refused') this.see(null);
    else if (this.seen) this.seen.at = -Infinity;
  }

  /** Rejects with what the mail server, or the network on the way to it, said. */
  private async check(): Promise<void> {
    if (!this.isFresh()) {
      const looked = (this.looking ??= this.look().finally(() => (this.looking = undefined)));
      await (this.seen ? within(ANSWER_WITHIN_MS, () => looked) : looked);
    }
    if (this.seen?.problem) throw new Error(this.seen.problem);
  }

  private isFresh(): boolean {
    if (!this.seen) return false;
    const { at, problem } = this.seen;
    return this.clock.now().getTime() - at < SEEN_FOR_MS[problem === null ? 'well' : 'away'];
  }

  private async look(): Promise<void> {
    try {
      const isWell = await within(LOOK_WITHIN_MS, () => this.transport.verify());
      this.tell(isWell, 'No answer');
      this.see(isWell ? null : `No answer within ${LOOK_WITHIN_MS} ms`);
    } catch (error) {
      const { reached, answer } = outcomeOf(error);
      this.tell(reached, answer);
      this.see(answer);
    }
  }

  private see(problem: string | null): void {
    this.seen = { at: this.clock.now().getTime(), problem };
  }

  private tell(isReached: boolean, answer: string): void {
    reachable.set(isReached ? 1 : 0);
    if (isReached !== this.wasReached)
      if (isReached) this.log.info('The mail server answers again');
      else this.log.warn('The mail server does not answer; mails wait', { answer });
    this.wasReached = isReached;
  }
}
