import { Inject, Injectable } from '@nestjs/common';
import { type JobData, sendThroughOwnServer } from '@seatkeeper/contracts';
import { type Outcome, Process } from '@seatkeeper/jobs';
import { Clock, SETTINGS } from '@seatkeeper/service';
import type { OwnServer, StoredMailSender } from '../mail-senders/mail-senders.schema.js';
import { OwnServersClient, type OpenServer } from '../mail-senders/own-servers.client.js';
import { wayOf } from '../mail-senders/sender-health.js';
import { SenderHealthService } from '../mail-senders/sender-health.service.js';
import type { NotificationsSettings } from '../settings.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import type { StoredDelivery } from './deliveries.schema.js';
import { DeliveriesService } from './deliveries.service.js';
import { SendingService } from './sending.service.js';
import { ofMail, ServerTurn } from './server-turns.js';
import { ServerRatesService } from './server-rates.service.js';

/** Servers that one process speaks with at the same time; most of the time it waits for their answers. */
const SERVERS_AT_ONCE = 256;
/** Connections to one of them, and mails in one turn. */
const CONNECTIONS = 3;
const MAILS = 30;
/** While nothing may go there. So soon it is seen that somebody has changed the server, or tested it. */
const PAUSE_MS = 5_000;
/** Mails that leave a server in one turn. */
const LEAVING = 100;

/**
 * Sends what is due through the mail server of an account. Each has one place in the queue, however much waits for it, and no
 * connection that anybody else needs: one that hangs holds up what is its own.
 */
@Injectable()
export class OwnServersWorker {
  private readonly limits;

  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly service: DeliveriesService,
    private readonly sending: SendingService,
    private readonly senders: SenderHealthService,
    private readonly servers: OwnServersClient,
    private readonly rates: ServerRatesService,
    private readonly clock: Clock,
    @Inject(SETTINGS) { SENDER_ANSWER_SECONDS: seconds }: NotificationsSettings,
  ) {
    this.limits = { handOverMs: seconds * 1_000, answerMs: 4 * seconds * 1_000 };
  }

  @Process(sendThroughOwnServer, { concurrency: SERVERS_AT_ONCE })
  async send({ accountId }: JobData<typeof sendThroughOwnServer>): Promise<Outcome> {
    const now = this.clock.now();
    const sender = await this.senders.find(accountId);
    const way = wayOf(sender, now);
    if (way === 'product' || !sender?.server) return this.leave(accountId, now);
    const isTrial = way === 'try';
    const due = await this.deliveries.dueOfServer(accountId, now, isTrial ? 1 : MAILS);
    if (due.length === 0) return;
    if (way === 'nowhere') return { againInMs: PAUSE_MS };
    if (isTrial && !(await this.senders.takeTrial(sender))) return 'again';
    return this.turn(sender, sender.server, due, isTrial);
  }

  private async turn(
    sender: StoredMailSender,
    server: OwnServer,
    due: StoredDelivery[],
    isTrial: boolean,
  ): Promise<Outcome> {
    const open = this.servers.open(sender, server, { connections: CONNECTIONS, limits: this.limits });
    const turn = new ServerTurn();
    let isFull = false;
    const oneByOne = async (): Promise<void> => {
      for (let next = due.shift(); next && !turn.isOver && !isFull; next = due.shift()) {
        if (await this.rates.take(sender.accountId, server.perMinute))
          await this.one(next, open, turn, isTrial);
        else isFull = true;
      }
    };
    try {
      await Promise.all(Array.from({ length: CONNECTIONS }, oneByOne));
    } finally {
      open.close();
    }
    await this.senders.note(sender, turn);
    // Else a server that is away would use up an attempt of every mail within seconds.
    return turn.isOver || isFull ? { againInMs: PAUSE_MS } : 'again';
  }

  private async one(
    { accountId, _id }: StoredDelivery,
    open: OpenServer,
    turn: ServerTurn,
    isTrial: boolean,
  ): Promise<void> {
    const held = await this.deliveries.take(accountId, _id, this.clock.now());
    if (!held) return;
    await this.sending.attempt(held, async (mail) => {
      const attempted = await open.send(mail);
      turn.note(attempted);
      // That it was tried was for the server's sake: it does not count against the mail.
      return isTrial && attempted.isOfServer ? null : ofMail(attempted);
    });
  }

  /** What waits goes through the server of the product. */
  private async leave(accountId: string, now: Date): Promise<Outcome> {
    const due = await this.deliveries.dueOfServer(accountId, now, LEAVING);
    await Promise.all(
      due.map(async (delivery) => {
        if (await this.deliveries.leaveServer(delivery, now)) await this.service.queue(delivery);
      }),
    );
    return due.length === LEAVING ? 'again' : undefined;
  }
}
