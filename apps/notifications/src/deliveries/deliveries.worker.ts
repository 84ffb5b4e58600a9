import { Injectable } from '@nestjs/common';
import { type JobData, sendDelivery } from '@seatkeeper/contracts';
import { type Outcome, Process } from '@seatkeeper/jobs';
import { heldFor } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import { CONNECTIONS, MailerService } from '../mail/mailer.service.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import type { StoredDelivery } from './deliveries.schema.js';
import { SendingRoom } from './sending-room.js';
import { SendingService } from './sending.service.js';

/** Sends one delivery through the mail server of the product, to which there are few connections. */
@Injectable()
export class DeliveriesWorker {
  private readonly room = new SendingRoom(CONNECTIONS);

  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly sending: SendingService,
    private readonly mailer: MailerService,
    private readonly clock: Clock,
  ) {}

  @Process(sendDelivery, { concurrency: CONNECTIONS })
  async send({ accountId, deliveryId }: JobData<typeof sendDelivery>): Promise<Outcome> {
    await this.room.enter();
    try {
      const held = await this.deliveries.take(accountId, deliveryId, this.clock.now());
      return await (held ? this.attempt(held) : this.comeBack(accountId, deliveryId));
    } finally {
      this.room.leave();
    }
  }

  /** Room for one that is due now, if there is any: it is sent by `sendNow`, or the room is given back. */
  takeRoom(): boolean {
    return this.room.enterIfFree();
  }

  giveRoomBack(): void {
    this.room.leave();
  }

  /** The first attempt of one that was stored in the hands of this process, which has room for it. */
  async sendNow(held: StoredDelivery): Promise<Outcome> {
    try {
      return await this.attempt(held);
    } finally {
      this.room.leave();
    }
  }

  private attempt(held: StoredDelivery): Promise<Outcome> {
    return this.sending.attempt(held, (mail) => this.mailer.send(mail));
  }

  /** When somebody else has it, or it is to wait: not before it may be taken. */
  private async comeBack(accountId: string, deliveryId: string): Promise<Outcome> {
    const delivery = await this.deliveries.find(accountId, deliveryId);
    if (delivery?.lease) return { againInMs: Math.max(1, heldFor(delivery.lease, this.clock.now())) };
  }
}
