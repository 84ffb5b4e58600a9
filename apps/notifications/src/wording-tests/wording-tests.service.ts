import { Injectable } from '@nestjs/common';
import { Bus, Handle } from '@seatkeeper/bus';
import {
  type Actor,
  admitTestMail,
  Fault,
  type Input,
  refuse,
  type SignInLetter,
  templateTested,
  testTemplate,
  type WordingTest,
} from '@seatkeeper/contracts';
import { event, type NewEvent } from '@seatkeeper/mongo';
import { Clock, newId } from '@seatkeeper/service';
import type { Mail } from '../mail/hand-over.js';
import { MailerService } from '../mail/mailer.service.js';
import { refuseTest } from '../mail-senders/mail-senders.js';
import { OwnServersClient } from '../mail-senders/own-servers.client.js';
import { wayOf } from '../mail-senders/sender-health.js';
import { SenderHealthService } from '../mail-senders/sender-health.service.js';
import { type Mailbox, messageIdOf } from '../sender.js';
import { wordingId } from '../wordings/wording-changes.js';
import { WordingDraftsService } from '../wordings/wording-drafts.service.js';
import { WordingTestsRepository } from './wording-tests.repository.js';
import { asTest } from './wording-tests.js';

/** Somebody waits for it: in all, less than a question waits for its answer. */
const LIMITS = { handOverMs: 18_000, answerMs: 12_000 };

type Sent = Pick<WordingTest, 'through' | 'answer' | 'sent'>;

/** Sends a mail as it would be to who words it, the way the mails of their account go, and to nobody else. */
@Injectable()
export class WordingTestsService {
  constructor(
    private readonly drafts: WordingDraftsService,
    private readonly tests: WordingTestsRepository,
    private readonly senders: SenderHealthService,
    private readonly servers: OwnServersClient,
    private readonly mailer: MailerService,
    private readonly bus: Bus,
    private readonly clock: Clock,
  ) {}

  @Handle(testTemplate)
  async test({ by, wording, ...key }: Input<typeof testTemplate>): Promise<WordingTest> {
    const { accountId } = key;
    const said = await this.drafts.said(key, wording);
    await this.begin(accountId, by);
    const letter = await this.admitted(accountId, by);
    const { firstName, lastName, sendTo, accountName: name, accountSlug: slug } = letter;
    const message = asTest(this.drafts.write(key, said, { name, slug }, null));
    const to = { name: `${firstName} ${lastName}`, address: sendTo };
    const sent = await this.send(accountId, { ...message, to, switchOff: null });
    const data = { ...key, actor: by, through: sent.through, sent: sent.sent };
    await this.end(accountId, by, (now) => [event(templateTested, wordingId(key), data, now)]);
    return { ...sent, sentTo: sendTo };
  }

  private begin(accountId: string, by: Actor): Promise<void> {
    const now = this.clock.now();
    return this.tests.decide(accountId, by.id, now, (current) => {
      refuse(refuseTest(current, now));
      return { update: { set: { testBegunAt: now } }, events: [] };
    });
  }

  private async send(accountId: string, mail: Omit<Mail, 'messageId'>): Promise<Sent> {
    // No delivery has this id: what comes back of it is nobody's.
    const from = (sender: Mailbox): Mail => ({ ...mail, messageId: messageIdOf(newId('test'), sender) });
    const sender = await this.senders.find(accountId);
    if (!sender?.server || wayOf(sender, this.clock.now()) === 'product') {
      const { kind, answer } = await this.mailer.send(from(this.mailer.sender), LIMITS);
      return { through: 'product', sent: kind === 'sent', answer };
    }
    const open = this.servers.open(sender, sender.server, { connections: 1, limits: LIMITS });
    try {
      const { outcome } = await open.send(from(sender.server.from));
      return { through: 'account', sent: outcome.kind === 'sent', answer: outcome.answer };
    } finally {
      open.close();
    }
  }

  /** Who is refused may try again when they are not, and waits for no test that there never was. */
  private async admitted(accountId: string, by: Actor): Promise<SignInLetter> {
    try {
      const { letter } = await this.bus.request(admitTestMail, { accountId, userId: by.id });
      if (letter) return letter;
      throw new Fault('forbidden', 'Only somebody of the account itself gets its test mails.');
    } catch (error) {
      await this.end(accountId, by, () => []);
      throw error;
    }
  }

  private end(accountId: string, by: Actor, events: (now: Date) => NewEvent[]): Promise<void> {
    const now = this.clock.now();
    return this.tests.decide(accountId, by.id, now, () => ({
      update: { set: { lastTest: { at: now } } },
      events: events(now),
    }));
  }
}
