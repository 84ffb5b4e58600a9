import { Injectable } from '@nestjs/common';
import type { EventEnvelope } from '@seatkeeper/bus';
import { type MailDue, type MailKind, sendDelivery, sendThroughOwnServer } from '@seatkeeper/contracts';
import { Jobs } from '@seatkeeper/jobs';
import { Clock, crash, logger, Shutdown } from '@seatkeeper/service';
import type { DefinedMail, References } from '../kinds/mail.js';
import { mailKinds } from '../kinds/mail-kinds.js';
import { wayOf } from '../mail-senders/sender-health.js';
import { SenderHealthService } from '../mail-senders/sender-health.service.js';
import { MailerService } from '../mail/mailer.service.js';
import { begunBy, deliveryOf } from './deliveries.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import type { StoredDelivery } from './deliveries.schema.js';
import { DeliveriesWorker } from './deliveries.worker.js';
import { Places } from './places.js';

/** After an attempt that could not be made, because a neighbour is away. */
const AGAIN_MS = 1_000;

/**
 * Keeps the deliveries and sees that each of them is sent: at once where there is room for it, which spares the queue and
 * a write, or else in its turn. The queue may forget, the documents do not.
 */
@Injectable()
export class DeliveriesService {
  private readonly log = logger('deliveries');
  private readonly places = new Places();
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly jobs: Jobs,
    private readonly mailer: MailerService,
    private readonly worker: DeliveriesWorker,
    private readonly senders: SenderHealthService,
    private readonly clock: Clock,
    shutdown: Shutdown,
  ) {
    // What does not end in time has a lease that runs out.
    shutdown.on('work', 'mails under way', async () => void (await Promise.all(this.underWay)));
  }

  /** One delivery for one event and recipient, however often it comes. */
  async take(mail: DefinedMail, due: MailDue, about: References, cause: EventEnvelope): Promise<void> {
    const now = this.clock.now();
    const ownServer = await this.ownServerOf(mail, due.accountId);
    const given = {
      ...deliveryOf(mail, due, about, cause, this.mailer.sender, now),
      ...(ownServer !== undefined && { ownServer }),
    };
    const hasRoom = ownServer === undefined && this.worker.takeRoom();
    const stored = hasRoom ? begunBy(given, now) : given;
    let isNew = false;
    try {
      isNew = await this.deliveries.keep(stored);
    } finally {
      if (hasRoom && !isNew) this.worker.giveRoomBack();
    }
    crash('notifications.delivery.afterInsert');
    // One that is known has its job, or the sweeper sees to it.
    if (!isNew) return;
    if (hasRoom) this.begin({ ...stored, version: 1 });
    else await this.queue(given);
  }

  /** Where a mail goes: the account whose own mail server it waits for, or nobody for the product's. */
  async ownServerOf({ isSecurity }: DefinedMail, accountId: string): Promise<string | undefined> {
    // Whoever runs a server reads what goes through it: no link that lets somebody in who is here already, and no warning.
    if (isSecurity) return undefined;
    const way = wayOf(await this.senders.find(accountId), this.clock.now());
    return way === 'product' ? undefined : accountId;
  }

  /**
   * The fewer mails of an account came of late, the sooner one of them is sent; those by which people sign in are counted for
   * themselves, so no import keeps them waiting. False when the queue is away.
   */
  queue(
    { accountId, _id, kind, ownServer }: Pick<StoredDelivery, 'accountId' | '_id' | 'kind' | 'ownServer'>,
    delayMs = 0,
  ): Promise<boolean> {
    if (ownServer !== undefined) return this.jobs.add(sendThroughOwnServer, { accountId });
    const priority = this.places.next(placeOf(accountId, kind), this.clock.now());
    return this.jobs.add(sendDelivery, { accountId, deliveryId: _id }, { priority, delayMs });
  }

  /** Nobody waits for it: the event is done once the delivery is stored. */
  private begin(held: StoredDelivery): void {
    const sending = this.sendNow(held).finally(() => this.underWay.delete(sending));
    this.underWay.add(sending);
  }

  /** What is to be tried again is in the queue from then on. */
  private async sendNow(held: StoredDelivery): Promise<void> {
    try {
      const outcome = await this.worker.sendNow(held);
      if (typeof outcome === 'object') await this.queue(held, outcome.againInMs);
    } catch (error) {
      this.log.warn('A mail could not be sent now, and is tried again', { delivery: held._id, error });
      await this.queue(held, AGAIN_MS);
    }
  }
}

/** Also of a kind that a newer version of the service has put down: who knows it sends it. */
const placeOf = (accountId: string, kind: MailKind): string =>
  mailKinds.some((mail) => mail.kind === kind && mail.isSecurity) ? `${accountId} sign-in` : accountId;
