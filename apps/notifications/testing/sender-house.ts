import {
  changeMailSender,
  getMailSender,
  type MailSenderView,
  type NewMailSender,
  type SignInLetter,
  testMailSender,
  userActor,
} from '@seatkeeper/contracts';
import { collectionToken, type TenantCollection } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { eventually, uniqueName } from '@seatkeeper/testing';
import type { z } from 'zod';
import { mailSenders, type StoredMailSender } from '../src/mail-senders/mail-senders.schema.js';
import { PostOffice } from './post-office.js';
import { ScriptedMailServer } from './scripted-mail-server.js';

type Wanted = z.input<typeof NewMailSender>;

/** Mail servers of accounts lie on this machine, and need not encrypt. */
const HERE = { SENDER_PLAIN_SMTP: 'true', SENDER_NETWORKS: '127.0.0.1', SENDER_ANSWER_SECONDS: 1 };

/** Copies of the service, the mail server of the product, and accounts with servers of their own. */
export class SenderHouse {
  private readonly own: ScriptedMailServer[] = [];

  private constructor(
    readonly product: ScriptedMailServer,
    readonly office: PostOffice,
  ) {}

  static async open(copies = 1, settings: Record<string, string | number> = {}): Promise<SenderHouse> {
    const product = await ScriptedMailServer.start();
    return new SenderHouse(product, await PostOffice.open(product.url, copies, { ...HERE, ...settings }));
  }

  async close(): Promise<void> {
    await this.office.close();
    for (const server of [this.product, ...this.own]) await server.stop();
  }

  /** An account with a server, which is stopped at the end. */
  async account(...given: Parameters<typeof ScriptedMailServer.start>): Promise<SenderAccount> {
    const server = await ScriptedMailServer.start(...given);
    this.own.push(server);
    return new SenderAccount(this.office, server);
  }

  /** The same, set up and tested. */
  async working(wanted: Partial<Wanted> = {}): Promise<SenderAccount> {
    const account = await this.account();
    await account.setUp(wanted);
    const { sender } = await account.test();
    if (sender?.state !== 'working') throw new Error(`The server is ${sender?.state}.`);
    account.server.taken.length = 0;
    account.server.received = 0;
    return account;
  }

  stopped(server: ScriptedMailServer): Promise<void> {
    this.own.splice(this.own.indexOf(server), 1);
    return server.stop();
  }

  async startedAgain(port: number): Promise<ScriptedMailServer> {
    const server = await ScriptedMailServer.start(port);
    this.own.push(server);
    return server;
  }

  get senders(): TenantCollection<StoredMailSender> {
    return this.office.services[0]!.get<TenantCollection<StoredMailSender>>(collectionToken(mailSenders));
  }
}

/** An account, somebody who administers it, and its mail server. */
export class SenderAccount {
  readonly accountId = newId('acc');
  readonly adminId = newId('usr');
  readonly adminAddress = `${uniqueName('ada')}@acme.example`;
  readonly by = userActor(this.adminId);

  constructor(
    private readonly office: PostOffice,
    readonly server: ScriptedMailServer,
  ) {
    this.letter = {};
  }

  set letter(change: Partial<SignInLetter>) {
    this.office.peer.keepers.set(this.adminId, {
      sendTo: this.adminAddress,
      firstName: 'Ada',
      lastName: 'Quill',
      locale: 'en',
      accountName: 'Acme',
      accountSlug: 'acme',
      username: this.adminAddress,
      timeZone: 'Europe/Paris',
      ...change,
    });
  }

  wanted(change: Partial<Wanted> = {}): Wanted {
    return {
      host: '127.0.0.1',
      port: this.server.port,
      security: 'none',
      from: { name: 'Acme', address: 'seats@acme.example' },
      ...change,
    };
  }

  setUp(change: Partial<Wanted> = {}): Promise<MailSenderView> {
    const { accountId, by } = this;
    return this.office.ask(changeMailSender, { accountId, by, sender: this.wanted(change) });
  }

  async test(): Promise<MailSenderView> {
    const { accountId, by } = this;
    return this.office.ask(testMailSender, { accountId, by });
  }

  view(): Promise<MailSenderView> {
    return this.office.ask(getMailSender, { accountId: this.accountId });
  }

  /** An invitation of the account: it is told when the mail is due. */
  async invite(): Promise<ReturnType<PostOffice['invitation']>> {
    const issued = this.office.invitation({ accountId: this.accountId });
    await this.office.issue(issued);
    return issued;
  }

  /** What became of the mail of an invitation. */
  async becomes(
    issued: ReturnType<PostOffice['invitation']>,
    what: object,
    withinMs = 20_000,
  ): Promise<void> {
    await eventually(async () => {
      const [delivery] = await this.office.deliveriesOf(issued);
      expect(delivery).toMatchObject(what);
    }, withinMs);
  }
}
