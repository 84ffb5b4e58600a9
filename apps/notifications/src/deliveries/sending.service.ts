import { Inject, Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { Fault } from '@seatkeeper/contracts';
import type { Outcome } from '@seatkeeper/jobs';
import { heldFor, LeaseLost } from '@seatkeeper/mongo';
import { Clock, crash, logger, SETTINGS } from '@seatkeeper/service';
import type { Asked, DefinedMail, Letter } from '../kinds/mail.js';
import { mailOf } from '../kinds/mail-kinds.js';
import type { Mail } from '../mail/hand-over.js';
import { type Outcome as Sent, withoutSecrets } from '../mail/outcome.js';
import { MailSwitchesService } from '../mail-settings/mail-switches.service.js';
import { WordedMailsService } from '../wordings/worded-mails.service.js';
import type { NotificationsSettings } from '../settings.js';
import { cancel, exhaust, isExhausted, note, suppress } from './deliveries.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import type { Recipient, StoredDelivery } from './deliveries.schema.js';
import { RefusalsService } from './refusals.service.js';

/** Hands one mail to a mail server. Null: the attempt is none, and whoever has its turn next may make it. */
type HandOver = (mail: Mail) => Promise<Sent | null>;

/**
 * Makes one attempt at a delivery that was taken, through whichever mail server. Between the server's yes and the note of it
 * lies the one gap that nothing can close: a process that dies there sends the mail again, under the same Message-ID.
 */
@Injectable()
export class SendingService {
  private readonly log = logger('sending');

  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly bus: Bus,
    private readonly wordings: WordedMailsService,
    private readonly refusals: RefusalsService,
    private readonly switches: MailSwitchesService,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: NotificationsSettings,
  ) {}

  async attempt(held: StoredDelivery, handOver: HandOver): Promise<Outcome> {
    try {
      return await this.deliveries.whileHeld(
        held,
        () => this.clock.now(),
        () => this.attemptHeld(held, handOver),
      );
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
      this.log.warn('A delivery has gone to somebody else', { ...named(held), error });
    }
  }

  private async attemptHeld(held: StoredDelivery, handOver: HandOver): Promise<Outcome> {
    if (isExhausted(held)) return this.giveUp(held, exhaust, 'every attempt ended before it could be noted');
    const kind = mailOf(held.kind);
    const asked = await this.ask(kind, held);
    if (!asked) return this.giveUp(held, cancel, 'there is nothing to send any more');
    const { firstName, lastName, sendTo: address } = asked.letter;
    const [refusal, wording] = await Promise.all([
      this.refusals.refusal(kind, held, address),
      this.wordings.wordingOf(kind, held.accountId, asked.letter),
    ]);
    if (refusal) return this.giveUp(held, suppress(refusal), refusal);
    const to = { name: `${firstName} ${lastName}`, address };
    const { messageId } = held;
    const switchOff = this.switches.linkOf(held.kind, held);
    const message = await this.orPutBack(held, () => this.wordings.write(kind, held, asked, wording));
    const mail = { to, messageId, switchOff, ...message };

    crash('notifications.send.beforeSmtp');
    const outcome = await handOver(mail);
    crash('notifications.send.afterSmtp');
    if (!outcome) return this.deliveries.putBack(held, this.clock.now());
    const answer = withoutSecrets(outcome.answer, asked.token);
    return this.note(held, { ...outcome, answer, to });
  }

  /** Null when there is nothing to send any more. */
  private ask(kind: DefinedMail, held: StoredDelivery): Promise<Asked<Letter>> {
    return this.orPutBack(held, async () => {
      try {
        return await kind.ask(this.bus, held);
      } catch (error) {
        if (error instanceof Fault && error.code === 'not-found') return null;
        throw error;
      }
    });
  }

  /** What is thrown by who is asked makes the job come again later. */
  private async orPutBack<R>(held: StoredDelivery, question: () => Promise<R>): Promise<R> {
    try {
      return await question();
    } catch (error) {
      await this.deliveries.putBack(held, this.clock.now());
      throw error;
    }
  }

  private async giveUp(held: StoredDelivery, how: typeof cancel, why: string): Promise<void> {
    const { DELIVERIES_KEPT_DAYS: keptDays } = this.settings;
    await this.deliveries.write(held, (current) => how(current, this.clock.now(), keptDays));
    this.log.info('No mail is sent', { ...named(held), why });
  }

  private async note(held: StoredDelivery, outcome: Sent & { to: Recipient }): Promise<Outcome> {
    const now = this.clock.now();
    const how = { random: Math.random, keptDays: this.settings.DELIVERIES_KEPT_DAYS };
    const after = await this.deliveries.settle(held, (current) =>
      note(current, held.lease?.fence, outcome, now, how),
    );
    crash('notifications.send.afterNote');
    const said = { ...named(held), attempt: held.attempts, answer: outcome.answer };
    if (outcome.kind === 'sent') this.log.info('The mail server took the mail', said);
    else
      this.log.warn('The mail server did not take the mail', {
        ...said,
        outcome: outcome.kind,
        state: after?.state,
      });
    if (after?.state === 'queued') return { againInMs: Math.max(1, heldFor(after.lease, now)) };
  }
}

/** What an operator finds a delivery by. Never the address: logs are read by more people than mails are. */
const named = ({ _id, accountId, userId, kind }: StoredDelivery) => ({
  delivery: _id,
  accountId,
  userId,
  kind,
});
