import {
  factorAdded,
  factorRemoved,
  passwordChanged,
  passwordResetIssued,
  temporaryPasswordSet,
} from '@seatkeeper/contracts';
import { heldFor, Leases, MONGO_CONNECTION, openFrom } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { countOperations, eventually, itIsWorkedOnByOneAtATime, Mailbox, servers } from '@seatkeeper/testing';
import type { Connection } from 'mongoose';
import { PostOffice } from '../../testing/post-office.js';
import { ScriptedMailServer } from '../../testing/scripted-mail-server.js';
import { invitationMail } from '../kinds/invitation.js';
import { begun } from '../attempts/attempts.js';
import { deliveryOf } from './deliveries.js';
import { deliveryLease } from './delivery-lease.js';

describe('with a real mail catcher', () => {
  let office: PostOffice;
  let mailbox: Mailbox;

  beforeAll(async () => {
    const { mail } = servers();
    if (!mail) throw new Error('MAIL_SMTP_URL and MAIL_WEB_URL name no mail catcher.');
    mailbox = new Mailbox(mail.web);
    office = await PostOffice.open(mail.smtp);
  });
  afterAll(() => office.close());

  it.each([
    ['en-GB', 'Invitation to Seatkeeper: Bob Baker invites you to join Acme & Sons', 'Choose a password'],
    [
      'fr-CA',
      'Invitation à Seatkeeper\u00a0: Bob Baker vous invite à rejoindre Acme & Sons',
      'Choisissez un mot de passe',
    ],
  ])(
    'an invitation told three times is one mail in the language of %s',
    async (locale, subject, sentence) => {
      const issued = office.invitation({ locale });
      await office.issue(issued, 3);

      const [mail] = await eventually(async () => {
        const mails = await mailbox.to(issued.sendTo);
        expect(mails).toHaveLength(1);
        return mails;
      });
      expect(mail?.subject).toBe(subject);
      expect(mail?.from).toEqual(['no-reply@seatkeeper.example']);
      expect(mail?.headers['auto-submitted']).toBe('auto-generated');
      expect(mail?.links).toEqual([`https://seats.acme.example/invitations/token-of-${issued.invitationId}`]);
      expect(mail?.text).toContain(sentence);
      expect(mail?.text).toMatch(/acme\s/);
      expect(mail?.text).toContain('ann.angstrom@acme.example');
      expect(mail?.html).toContain('Acme &amp; Sons');

      await eventually(async () => {
        const [delivery, ...others] = await office.deliveriesOf(issued);
        expect(others).toEqual([]);
        expect(delivery).toMatchObject({ state: 'sent', attempts: 1, answers: [{ outcome: 'sent' }] });
        expect(delivery).not.toHaveProperty('lease');
        expect(delivery?.purgeAt).toEqual(new Date(delivery!.finishedAt!.getTime() + 90 * 86_400_000));
        expect(mail?.messageId).toBe(delivery?.messageId);
        expect(office.peer.sent).toContainEqual({
          accountId: issued.accountId,
          actor: issued.actor,
          deliveryId: delivery?._id,
          kind: 'invitation',
          userId: issued.userId,
          invitationId: issued.invitationId,
        });
      });
      await office.issue(issued);
      expect(await mailbox.to(issued.sendTo)).toHaveLength(1);
    },
  );

  it.each([
    ['en', 'Confirm your address for Seatkeeper', 'Is it yours?'],
    ['fr', 'Confirmez votre adresse pour Seatkeeper', 'vos collègues'],
  ])(
    'who signs up is asked to confirm the address, once, in the language of %s; a link not wanted any more is not sent',
    async (locale, subject, sentence) => {
      const {
        invitationId: _none,
        username: _named,
        invitedBy: _nobody,
        ...words
      } = office.invitation({ locale });
      const ask = { ...words, timeZone: 'Europe/Paris', confirmationId: newId('cnf') };
      const late = { ...ask, confirmationId: newId('cnf') };
      office.peer.closed.add(late.confirmationId);
      await office.askToConfirm(late);
      await office.askToConfirm(ask, 3);
      const of = (confirmationId: string) =>
        office.deliveries.find(ask.accountId, { confirmationId }, { limit: 10 });
      await eventually(async () => {
        expect(await of(late.confirmationId)).toMatchObject([{ kind: 'confirmation', state: 'cancelled' }]);
        expect(await of(ask.confirmationId)).toMatchObject([{ kind: 'confirmation', state: 'sent' }]);
      });
      const [mail, ...others] = await mailbox.to(ask.sendTo);
      expect(others).toEqual([]);
      expect(mail).toMatchObject({ subject, text: expect.stringContaining(sentence) });
      expect(mail?.links).toEqual([
        `https://seats.acme.example/confirmations/token-of-${ask.confirmationId}`,
      ]);
      expect(mail?.html).toContain('Acme &amp; Sons');
      expect(mail?.text).not.toMatch(/undefined|null|\{\{/);
      await eventually(() =>
        expect(office.peer.sent).toContainEqual(
          expect.objectContaining({ kind: 'confirmation', confirmationId: ask.confirmationId }),
        ),
      );
    },
  );
  it('a link for a new password goes out with its secret, and not once it is void', async () => {
    const expiresAt = '2030-11-28T07:00:00Z';
    const [resetId, voidId] = [newId('pwr'), newId('pwr')];
    const { accountId, actor, userId, sendTo, ...words } = office.invitation({ locale: 'fr' });
    office.peer.resets.set(resetId, { ...words, sendTo, sentBy: 'Bob Baker', expiresAt });
    const due = { accountId, actor, userId, sendTo, expiresAt };
    await office.tell(passwordResetIssued, { ...due, resetId: voidId });
    await office.tell(passwordResetIssued, { ...due, resetId });
    await eventually(async () => {
      const [delivery] = await office.deliveries.find(accountId, { resetId: voidId }, { limit: 2 });
      expect(delivery?.state).toBe('cancelled');
      expect(await mailbox.to(sendTo)).toHaveLength(1);
    });
    const [mail] = await mailbox.to(sendTo);
    expect(mail?.links).toEqual([`https://seats.acme.example/password-resets/token-of-${resetId}`]);
    expect(mail?.text).toContain('Bob Baker vous demande de choisir un nouveau mot de passe');
  });

  it('a changed password is told without any link', async () => {
    const { accountId, actor, userId, sendTo, ...words } = office.invitation();
    office.peer.passwords.set(userId, { ...words, sendTo, changedAt: '2030-11-28T06:00:00Z' });
    await office.tell(passwordChanged, { accountId, actor, userId, sendTo });
    const [mail] = await eventually(async () => {
      const mails = await mailbox.to(sendTo);
      expect(mails).toHaveLength(1);
      return mails;
    });
    expect(mail?.subject).toBe('Your password for Acme & Sons on Seatkeeper was changed');
    expect(mail?.text).toMatch(/changed on\s+Thursday, November 28, 2030/);
    expect(mail?.links).toEqual([]);
  });

  it('a second factor that was added, or removed by somebody, is told without any link', async () => {
    const { accountId, actor, userId, sendTo, ...words } = office.invitation();
    const letter = { ...words, sendTo, changedAt: '2030-11-28T06:00:00Z' };
    office.peer.factors.set(`${userId} added`, { ...letter, changedBy: null });
    office.peer.factors.set(`${userId} removed`, { ...letter, changedBy: 'Bob Baker' });
    const due = { accountId, actor, userId, sendTo, changes: [] };
    await office.tell(factorAdded, due);
    await office.tell(factorRemoved, due);
    const mails = await eventually(async () => {
      const found = await mailbox.to(sendTo);
      expect(found).toHaveLength(2);
      return found;
    });
    const text = (word: string) => mails.find(({ subject }) => subject.includes(word))?.text;
    expect(text('was added')).toMatch(/needs a code of an app\s+besides the password/);
    expect(text('was removed')).toMatch(/^Bob Baker removed the second factor/m);
    expect(mails.flatMap(({ links }) => links)).toEqual([]);
  });

  it('who got a temporary password is told what to sign in with, and where', async () => {
    const { accountId, actor, userId, sendTo, ...words } = office.invitation();
    office.peer.details.set(userId, { ...words, sendTo, setBy: 'Bob Baker' });
    await office.tell(temporaryPasswordSet, { accountId, actor, userId, sendTo });
    const [mail] = await eventually(async () => {
      const mails = await mailbox.to(sendTo);
      expect(mails).toHaveLength(1);
      return mails;
    });
    for (const said of ['Bob Baker', 'acme', 'ann.angstrom@acme.example', 'https://seats.acme.example'])
      expect(mail?.text).toContain(said);
  });

  it('keeps no secret: neither the token nor the link is in the delivery', async () => {
    const issued = office.invitation();
    await office.issue(issued);
    await eventually(async () => expect((await office.deliveriesOf(issued))[0]?.state).toBe('sent'));
    expect(JSON.stringify(await office.deliveriesOf(issued))).not.toMatch(/token-of|invitations\//);
  });
});

describe('with a mail server that says what the test wants', () => {
  let server: ScriptedMailServer;
  let office: PostOffice;

  beforeEach(async () => {
    server = await ScriptedMailServer.start();
    office = await PostOffice.open(server.url, 2);
  });
  afterEach(async () => {
    await office.close();
    await server.stop();
  });

  const stored = (issued: ReturnType<PostOffice['invitation']>, now = new Date()) =>
    deliveryOf(
      invitationMail,
      issued,
      { invitationId: issued.invitationId },
      { id: newId('evt'), source: '/seatkeeper/identity' },
      { name: 'Seatkeeper', address: 'no-reply@seatkeeper.example' },
      now,
    );
  const stateOf = async (issued: Parameters<PostOffice['deliveriesOf']>[0]) =>
    (await office.deliveriesOf(issued))[0];

  itIsWorkedOnByOneAtATime(() => ({
    leases: new Leases(office.deliveries, deliveryLease),
    open: (from) => office.deliveries.insert({ ...stored(office.invitation(), from), lease: openFrom(from) }),
    find: ({ accountId, _id }) => office.deliveries.findById(accountId, _id),
  }));

  it('a mail costs two writes and no read, and taking its event out is shared with others', async () => {
    const clients = office.services.map((service) => service.get<Connection>(MONGO_CONNECTION).getClient());
    const counters = clients.map((client) => countOperations(client));
    for (let mail = 1; mail <= 8; mail += 1) {
      await office.issue(office.invitation());
      await eventually(() => expect(office.peer.sent).toHaveLength(mail));
    }
    const counts = counters.map((each) => each.end());
    const sum = (name: string) => counts.reduce((all, each) => all + (each[`${name} deliveries`] ?? 0), 0);
    expect(sum('insert')).toBe(8);
    expect(sum('findAndModify')).toBe(8);
    expect(sum('update')).toBeLessThanOrEqual(8);
    // Sweepers look now and then.
    expect(sum('find')).toBeLessThan(8);
  });

  it('thirty invitations, told to two copies three times each, are thirty mails', async () => {
    const issued = Array.from({ length: 30 }, () => office.invitation());
    await Promise.all(issued.map((each) => office.issue(each, 3)));
    await eventually(() => expect(office.peer.sent).toHaveLength(30), 15_000);
    expect(server.received).toBe(30);
  });

  it('a mail that is refused for now is sent when the server lets it through, under the same Message-ID', async () => {
    server.will('RCPT TO', '451 4.7.1 Greylisted', '451 4.7.1 Still greylisted');
    const issued = office.invitation();
    await office.issue(issued);
    await eventually(async () => expect((await stateOf(issued))?.state).toBe('sent'), 15_000);
    const delivery = await stateOf(issued);
    expect(delivery?.answers.map(({ outcome, answer }) => [outcome, answer])).toEqual([
      ['later', '451 4.7.1 Greylisted'],
      ['later', '451 4.7.1 Still greylisted'],
      ['sent', '250 2.0.0 Ok: queued as 1'],
    ]);
    expect(server.taken[0]).toContain(`Message-ID: ${delivery?.messageId}`);
    await eventually(() => expect(office.peer.sent).toHaveLength(1));
    expect(office.peer.failed).toEqual([]);
  });

  it('a mail that is refused for good is failed, once, with the words of the server', async () => {
    server.will('RCPT TO', '550 5.7.1 Not wanted here');
    const issued = office.invitation();
    await office.issue(issued, 2);
    await eventually(() =>
      expect(office.peer.failed).toEqual([expect.objectContaining({ reason: '550 5.7.1 Not wanted here' })]),
    );
    expect(await stateOf(issued)).toMatchObject({ state: 'failed', attempts: 1 });
    expect(server.received).toBe(0);
  });

  it('an invitation that is closed before its mail is sent gets none', async () => {
    const issued = office.invitation();
    office.peer.closed.add(issued.invitationId);
    await office.issue(issued);
    await eventually(async () => expect((await stateOf(issued))?.state).toBe('cancelled'));
    expect(server.received).toBe(0);
    expect([...office.peer.sent, ...office.peer.failed]).toEqual([]);
  });

  it('while identity does not answer a mail waits, and no attempt is spent', async () => {
    office.peer.outage = true;
    const issued = office.invitation();
    await office.issue(issued);
    await eventually(() => expect(office.peer.asked).toBeGreaterThan(1));
    office.peer.outage = false;
    await eventually(async () => expect((await stateOf(issued))?.state).toBe('sent'), 15_000);
    expect(await stateOf(issued)).toMatchObject({ attempts: 1 });
  });

  it('a mail server that is away is waited for', async () => {
    const { port } = server;
    await server.stop();
    const issued = office.invitation();
    await office.issue(issued);
    await eventually(async () => expect((await stateOf(issued))?.answers).not.toEqual([]));
    server = await ScriptedMailServer.start(port);
    await eventually(async () => expect((await stateOf(issued))?.state).toBe('sent'), 15_000);
    expect(server.received).toBe(1);
  });

  it('a delivery that no queue knows of is found by the sweeper', async () => {
    const issued = office.invitation();
    office.know(issued);
    await office.deliveries.insertMissing([stored(issued)]);
    await eventually(async () => expect((await stateOf(issued))?.state).toBe('sent'), 20_000);
    expect(server.received).toBe(1);
  });

  it('a delivery whose sender died is sent by another when the lease has run out, and not before', async () => {
    const issued = office.invitation();
    office.peer.outage = true;
    await office.issue(issued);
    const delivery = await eventually(async () => {
      const found = await stateOf(issued);
      if (!found) throw new Error('Not there yet');
      return found;
    });
    const leases = new Leases(office.deliveries, deliveryLease);
    const takenAt = await eventually(async () => {
      expect(await leases.takeById(delivery.accountId, delivery._id, new Date(), begun)).not.toBeNull();
      return Date.now();
    });
    office.peer.outage = false;

    await eventually(async () => expect((await stateOf(issued))?.state).toBe('sent'), 15_000);

    expect(Date.now() - takenAt).toBeGreaterThan(4_500);
    expect(server.received).toBe(1);
    expect(await stateOf(issued)).toMatchObject({ attempts: 2 });
  });

  it('a mail server that thinks for longer than the lease gets the mail once all the same', async () => {
    server.thinkFor(8_000);
    const issued = office.invitation();
    await office.issue(issued);
    await eventually(async () => expect((await stateOf(issued))?.state).toBe('sending'));
    await office.issue(issued);
    await eventually(async () => expect((await stateOf(issued))?.state).toBe('sent'), 15_000);
    await eventually(() => expect(office.peer.sent).toHaveLength(1));
    expect(server.received).toBe(1);
  });

  it('a mail about which the server says nothing may be there: it is left alone for an hour', async () => {
    const patient = await PostOffice.open(server.url, 1, { SMTP_ANSWER_SECONDS: 1 });
    try {
      server.thinkFor(10_000);
      const issued = patient.invitation();
      await patient.issue(issued);
      const delivery = await eventually(async () => {
        const [found] = await patient.deliveriesOf(issued);
        expect(found?.answers).toMatchObject([{ outcome: 'unknown' }]);
        return found;
      }, 15_000);
      expect(delivery?.state).toBe('queued');
      expect(heldFor(delivery?.lease, new Date())).toBeGreaterThan(3_500_000);
      expect(server.received).toBe(1);
    } finally {
      server.thinkFor(0);
      await patient.close();
    }
  }, 30_000);

  it('one invitation of a small firm does not wait behind three hundred of a large one', async () => {
    server.thinkFor(200);
    const large = Array.from({ length: 300 }, () => office.invitation({ accountId: 'acc_large0000' }));
    await Promise.all(large.map((each) => office.issue(each)));
    const small = office.invitation({ sendTo: 'only@small.example' });
    await office.issue(small);
    await eventually(async () => expect(await stateOf(small)).toBeDefined());
    const sentBefore = server.received;
    await eventually(async () => expect((await stateOf(small))?.state).toBe('sent'), 15_000);
    const position = server.taken.findIndex((mail) => mail.includes('only@small.example'));
    expect(sentBefore).toBeLessThan(200);
    expect(position).toBeLessThan(sentBefore + 30);
  }, 60_000);
});
