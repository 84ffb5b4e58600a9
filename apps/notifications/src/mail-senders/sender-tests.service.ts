import { Injectable } from '@nestjs/common';
import { Bus, Handle } from '@seatkeeper/bus';
import {
  Fault,
  getAccountKeeperLetter,
  type Input,
  type MailSenderView,
  refuse,
  sendThroughOwnServer,
  type SignInLetter,
  testMailSender,
} from '@seatkeeper/contracts';
import { Jobs } from '@seatkeeper/jobs';
import { Clock, newId } from '@seatkeeper/service';
import { messageIdOf } from '../sender.js';
import { refuseTest, tested } from './mail-senders.js';
import { MailSendersRepository } from './mail-senders.repository.js';
import type { OwnServer, SenderTest, StoredMailSender } from './mail-senders.schema.js';
import { toMailSenderView } from './mail-senders.view.js';
import { OwnServersClient } from './own-servers.client.js';
import { testMail } from './test-mails.js';

/** Somebody waits for it: in all, less than a question waits for its answer. */
const LIMITS = { handOverMs: 18_000, answerMs: 12_000 };

/** Sends a mail to who asks through the server of their account, and notes what came of it. */
@Injectable()
export class SenderTestsService {
  constructor(
    private readonly senders: MailSendersRepository,
    private readonly servers: OwnServersClient,
    private readonly bus: Bus,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  @Handle(testMailSender)
  async test({ accountId, by }: Input<typeof testMailSender>): Promise<MailSenderView> {
    const { letter } = await this.bus.request(getAccountKeeperLetter, { accountId, userId: by.id });
    if (!letter) throw new Fault('forbidden', 'Only somebody of the account itself gets its test mails.');
    const sender = await this.begin(accountId);
    const test = await this.send(sender, sender.server, letter);
    let isNoted = false;
    const after = await this.senders.decide(accountId, (current) => {
      const change = tested(current, sender.revision, test, by);
      isNoted = change !== null;
      return change;
    });
    if (!isNoted) throw new Fault('precondition-failed', 'The server was changed meanwhile: test it again.');
    // What was kept waiting for the server goes through it now.
    if (test.sent) await this.jobs.add(sendThroughOwnServer, { accountId });
    return toMailSenderView(after);
  }

  private async begin(accountId: string): Promise<StoredMailSender & { server: OwnServer }> {
    const begun = await this.senders.decide(accountId, (current) => {
      if (!current.server) return null;
      const now = this.clock.now();
      refuse(refuseTest(current, now));
      return { update: { set: { testBegunAt: now } }, events: [] };
    });
    if (!begun?.server) throw Fault.notFound('mail server');
    return { ...begun, server: begun.server };
  }

  private async send(sender: StoredMailSender, server: OwnServer, letter: SignInLetter): Promise<SenderTest> {
    const open = this.servers.open(sender, server, { connections: 1, limits: LIMITS });
    try {
      // No delivery has this id: what comes back of it is nobody's.
      const mail = testMail(letter, server.host, messageIdOf(newId('test'), server.from));
      const { outcome } = await open.send(mail);
      return { at: this.clock.now(), sent: outcome.kind === 'sent', answer: outcome.answer };
    } finally {
      open.close();
    }
  }
}
