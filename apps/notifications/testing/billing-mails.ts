import type { EventContract } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, type Mail, Mailbox, servers, type TestService, uniqueName } from '@seatkeeper/testing';
import { SAMPLE } from '../src/kinds/mail.js';
import { LicensingPeer } from './licensing-peer.js';
import { PostOffice } from './post-office.js';

/** What the tests of a file tell of an account, and what comes of it. */
export interface Told {
  readonly accountId: string;
  /** Each time it is the same event. */
  tell(): Promise<void>;
  /** Of its mails, in the order of their letters. */
  states(): Promise<string[]>;
}

export interface BillingMails {
  readonly office: PostOffice;
  readonly licensing: LicensingPeer;
  told(contract: EventContract, subject: string, data: { accountId: string; [name: string]: unknown }): Told;
  /** Somebody who may order seats, until the next test. */
  buyer(change?: { locale?: string; waiting?: number }): { userId: string; sendTo: string };
  /** The only mail that has come to an address. */
  one(sendTo: string): Promise<Mail>;
}

/** For all tests of a file: copies of the service, who stands in for licensing, and the mailboxes of who may order seats. */
export function useBillingMails(copies = 1): BillingMails {
  let office: PostOffice;
  let licensing: TestService;
  let mailbox: Mailbox;

  beforeAll(async () => {
    const { mail } = servers();
    if (!mail) throw new Error('MAIL_SMTP_URL and MAIL_WEB_URL name no mail catcher.');
    mailbox = new Mailbox(mail.web);
    office = await PostOffice.open(mail.smtp, copies);
    licensing = await office.licensing();
  });
  afterAll(async () => {
    await licensing.close();
    await office.close();
  });
  beforeEach(() => office.peer.buyers.clear());

  return {
    get office() {
      return office;
    },
    get licensing() {
      return licensing.get(LicensingPeer);
    },
    told: ({ name }, subject, data) => {
      const { accountId } = data;
      const event = { id: newId('evt'), name, at: new Date(), subject, data };
      return {
        accountId,
        tell: () => licensing.bus.publish([event]),
        states: async () =>
          (await office.deliveries.find(accountId, {}, { limit: 10 })).map(({ state }) => state).sort(),
      };
    },
    buyer: (change = {}) => {
      const [userId, sendTo] = [newId('usr'), `${uniqueName('ada')}@acme.example`];
      office.peer.buyers.set(userId, { ...SAMPLE, waiting: 0, ...change, sendTo });
      return { userId, sendTo };
    },
    one: (sendTo) =>
      eventually(async () => {
        const mails = await mailbox.to(sendTo);
        expect(mails).toHaveLength(1);
        return mails[0]!;
      }),
  };
}
