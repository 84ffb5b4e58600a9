import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { Fault, getInvitationLink, sendDelivery, type JobData } from '@seatkeeper/contracts';
import { Process } from '@seatkeeper/jobs';
import { Clock, crash, logger, newId } from '@seatkeeper/service';
import { CONNECTIONS, MailerService } from '../mail/mailer.service.js';
import type { Outcome } from '../mail/outcome.js';
import { TemplatesService } from '../templates/templates.service.js';
import { begin, cancel, exhaust, isExhausted, isFinished, LEASE_MS, leasedFor, note } from './deliveries.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import type { StoredDelivery } from './deliveries.schema.js';

/** A sign of life often enough that one that comes late, or gets lost, does not cost the lease. */
const RENEW_EVERY_MS = LEASE_MS / 3;

/**
 * Sends one delivery. Between the mail server's yes and the note of it lies the one gap that nothing can close: a
 * process that dies there sends the mail again, under the same Message-ID.
 */
@Injectable()
export class DeliveriesWorker {
  private readonly log = logger('sending');

  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly bus: Bus,
    private readonly templates: TemplatesService,
    private readonly mailer: MailerService,
    private readonly clock: Clock,
  ) {}

  @Process(sendDelivery, { concurrency: CONNECTIONS })
  async send({ accountId, deliveryId }: JobData<typeof sendDelivery>): Promise<void | { againInMs: number }> {
    const delivery = await this.deliveries.find(accountId, deliveryId);
    if (!delivery || isFinished(delivery)) return;
    const elsewhere = leasedFor(delivery, this.clock.now());
    if (elsewhere > 0) return { againInMs: elsewhere };

    if (isExhausted(delivery))
      return this.giveUp(delivery, exhaust, 'every attempt ended before it could be noted');
    const token = await this.askForToken(delivery);
    if (token === null) return this.giveUp(delivery, cancel, 'the invitation is no longer open');
    const { to, messageId, words, locale } = delivery;
    const mail = { to, messageId, ...this.templates.invitation(words, locale, token) };
    const change = begin(delivery, newId('lea'), this.clock.now());
    const begun = change && (await this.deliveries.change(delivery, change));
    if (!begun) return { againInMs: LEASE_MS };

    crash('notifications.send.beforeSmtp');
    const outcome = await this.whileRenewing(begun, () => this.mailer.send(mail));
    crash('notifications.send.afterSmtp');
    return this.write(begun, outcome);
  }

  /** Null when the invitation is not open any more. Everything else that is thrown makes the job come again later. */
  private async askForToken({ accountId, userId, invitationId }: StoredDelivery): Promise<string | null> {
    try {
      return (await this.bus.request(getInvitationLink, { accountId, userId, invitationId })).token;
    } catch (error) {
      if (error instanceof Fault && error.code === 'not-found') return null;
      throw error;
    }
  }

  private async giveUp(delivery: StoredDelivery, how: typeof cancel, why: string): Promise<void> {
    await this.deliveries.settle(delivery, (current) => how(current, this.clock.now()));
    this.log.info('No mail is sent', { ...named(delivery), why });
  }

  private async whileRenewing(delivery: StoredDelivery, work: () => Promise<Outcome>): Promise<Outcome> {
    const renew = async () => {
      const until = new Date(this.clock.now().getTime() + LEASE_MS);
      await this.deliveries.renew(delivery, until);
    };
    const timer = setInterval(() => {
      renew().catch((error: unknown) =>
        this.log.warn('The lease of a delivery could not be renewed', { ...named(delivery), error }),
      );
    }, RENEW_EVERY_MS);
    try {
      return await work();
    } finally {
      clearInterval(timer);
    }
  }

  private async write(delivery: StoredDelivery, outcome: Outcome): Promise<void | { againInMs: number }> {
    const now = this.clock.now();
    const after = await this.deliveries.settle(delivery, (current) =>
      note(current, delivery.lease?.id, outcome, now, Math.random),
    );
    crash('notifications.send.afterNote');
    const said = { ...named(delivery), attempt: delivery.attempts, answer: outcome.answer };
    if (outcome.kind === 'sent') this.log.info('The mail server took the mail', said);
    else this.log.warn('The mail server did not take the mail', { ...said, state: after?.state });
    if (after?.state === 'queued' && after.dueAt) return { againInMs: after.dueAt.getTime() - now.getTime() };
  }
}

/** What an operator finds a delivery by. Never the address: logs are read by more people than mails are. */
const named = ({ _id, accountId, userId, kind }: StoredDelivery) => ({
  delivery: _id,
  accountId,
  userId,
  kind,
});
