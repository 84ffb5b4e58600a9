import {
  type Input,
  liftSuppression,
  listDeliveries,
  listSuppressions,
  passwordResetIssued,
  retryDelivery,
  takeMailReports,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { PostOffice } from '../../testing/post-office.js';
import { ScriptedMailServer } from '../../testing/scripted-mail-server.js';

let server: ScriptedMailServer;
let office: PostOffice;

beforeAll(async () => {
  server = await ScriptedMailServer.start();
  office = await PostOffice.open(server.url, 2);
});
afterAll(async () => {
  await office.close();
  await server.stop();
});

type Issued = ReturnType<PostOffice['invitation']>;
const NO_SUCH_USER = '550 5.1.1 No such user here';
const by = userActor(newId('usr'));

const until = (issued: Issued, state: string) =>
  eventually(async () => {
    const [found] = await office.deliveriesOf(issued);
    expect(found?.state).toBe(state);
    return found!;
  }, 20_000);
const listedIn = async (accountId: string, q?: string) =>
  (await office.ask(listSuppressions, { accountId, filter: { q }, page: {} })).items;
const isListed = (issued: Issued) =>
  eventually(async () => {
    const [entry, ...others] = await listedIn(issued.accountId);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ address: issued.sendTo });
    return entry!;
  });
const report = (...reports: Input<typeof takeMailReports>['reports']) =>
  office.ask(takeMailReports, { reports });
const lift = (accountId: string, suppressionId: string, commandId = newId('cmd')) =>
  office.ask(liftSuppression, { accountId, by, suppressionId, commandId });
const retry = ({ accountId, _id: deliveryId }: { accountId: string; _id: string }) =>
  office.ask(retryDelivery, { accountId, by, deliveryId, commandId: newId('cmd') });
const heardOf = ({ userId }: Issued) => office.peer.reported.filter((said) => said.userId === userId);

/** An invitation whose mail was sent. */
async function sentMail(change: Partial<Issued> = {}) {
  const issued = office.invitation(change);
  await office.issue(issued);
  return { issued, delivery: await until(issued, 'sent') };
}
/** An invitation whose mail the server refused because there is no such mailbox. */
async function bouncedMail() {
  server.will('RCPT TO', NO_SUCH_USER);
  const issued = office.invitation();
  await office.issue(issued, 2);
  return { issued, delivery: await until(issued, 'bounced'), entry: await isListed(issued) };
}

it('a mail to a mailbox that is not there has bounced, and the next one to it costs the mail server nothing', async () => {
  const { issued, delivery, entry } = await bouncedMail();
  expect(delivery).toMatchObject({ attempts: 1, report: { kind: 'hard-bounce', words: NO_SUCH_USER } });
  expect(entry).toMatchObject({ reason: 'bounced', words: NO_SUCH_USER, deliveryId: delivery._id });
  expect(heardOf(issued)).toEqual([expect.objectContaining({ report: 'hard-bounce', reason: NO_SUCH_USER })]);

  const seen = [server.connections, server.received];
  const { accountId } = issued;
  const next = office.invitation({ accountId, sendTo: issued.sendTo.toUpperCase() });
  await office.issue(next);
  expect(await until(next, 'suppressed')).toMatchObject({
    suppressed: 'address-bounced',
    attempts: 1,
    answers: [],
  });
  expect([server.connections, server.received]).toEqual(seen);
  await eventually(() =>
    expect(office.peer.suppressed).toContainEqual(
      expect.objectContaining({ invitationId: next.invitationId, reason: 'address-bounced' }),
    ),
  );

  for (const state of ['bounced', 'suppressed'] as const) {
    const { items } = await office.ask(listDeliveries, { accountId, filter: { states: [state] }, page: {} });
    expect(items.map((item) => item.state)).toEqual([state]);
  }
});

it('a corrected address is another one, and so is the same address in another account', async () => {
  const { issued } = await bouncedMail();
  await sentMail({ accountId: issued.accountId });
  await sentMail({ sendTo: issued.sendTo });
});

it('what is refused for another reason has failed, and lists nobody', async () => {
  server.will('RCPT TO', '550 5.7.1 Relaying denied');
  const issued = office.invitation();
  await office.issue(issued);
  expect(await until(issued, 'failed')).not.toHaveProperty('report');
  expect(await listedIn(issued.accountId)).toEqual([]);
});

it('who asks for a new password gets the link at an address that is listed, too', async () => {
  const { issued } = await bouncedMail();
  const { accountId, userId, actor, sendTo } = issued;
  const resetId = newId('pwr');
  office.peer.resets.set(resetId, { ...issued, sentBy: null });
  await office.tell(passwordResetIssued, {
    accountId,
    userId,
    actor,
    sendTo,
    resetId,
    expiresAt: issued.expiresAt,
  });
  await eventually(async () => {
    const { items } = await office.ask(listDeliveries, {
      accountId,
      filter: { kinds: ['password-reset'] },
      page: {},
    });
    expect(items).toMatchObject([{ state: 'sent' }]);
  });
});

it('a report makes a mail that was sent bounced, once, however often and at once it comes', async () => {
  const { issued, delivery } = await sentMail();
  const bounce = {
    messageId: delivery.messageId,
    kind: 'hard-bounce' as const,
    words: '550 5.1.1\r\nGone',
    at: new Date().toISOString(),
  };
  const answers = await Promise.all([1, 2, 3, 4].map(() => report(bounce, bounce)));
  for (const answer of answers) expect(answer).toEqual({ noted: 2, ignored: 0 });
  expect(await until(issued, 'bounced')).toMatchObject({ report: { words: '550 5.1.1 Gone' } });
  const entry = await isListed(issued);
  await eventually(() => expect(heardOf(issued)).toHaveLength(1));

  // Lifted, and told once more of the same: it is not listed again.
  await lift(issued.accountId, entry.id);
  await report(bounce);
  expect(await listedIn(issued.accountId)).toEqual([]);
  expect(heardOf(issued)).toHaveLength(1);
});

it('a report that comes before the mail server has answered counts, and the answer does not undo it', async () => {
  server.thinkFor(1_500);
  const issued = office.invitation();
  await office.issue(issued);
  const held = await eventually(async () => {
    const [found] = await office.deliveriesOf(issued);
    expect(found?.state).toBe('sending');
    expect(server.received).toBeGreaterThan(0);
    return found!;
  });
  await report({ messageId: held.messageId, kind: 'hard-bounce', words: 'Gone' });
  await until(issued, 'bounced');
  // Only the answer tells where the mail had gone.
  expect(await isListed(issued)).toMatchObject({ words: 'Gone' });
  server.thinkFor(0);
  expect(await until(issued, 'bounced')).toMatchObject({ to: { address: issued.sendTo } });
  expect(office.peer.sent.filter(({ userId }) => userId === issued.userId)).toEqual([]);
});

it('a complaint leaves the mail sent and lists the address', async () => {
  const { issued, delivery } = await sentMail();
  await report({ messageId: delivery.messageId, kind: 'complaint' });
  expect(await isListed(issued)).toMatchObject({ reason: 'complained' });
  expect(await until(issued, 'sent')).toMatchObject({ report: { kind: 'complaint' } });
});

it('a mail that came back as a whole is read, and a full mailbox lists nobody', async () => {
  const { issued, delivery } = await sentMail();
  const returned = [
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.acme.example',
    '',
    `Final-Recipient: rfc822; somebody.else@acme.example`,
    'Action: failed',
    'Status: 5.2.2',
    'Diagnostic-Code: smtp; 552 5.2.2 Mailbox full',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${delivery.messageId}`,
    '--b--',
  ].join('\r\n');
  expect(await report({ returned }, { returned: 'Subject: Out of office\r\n\r\nBack on Monday' })).toEqual({
    noted: 1,
    ignored: 1,
  });
  const bounced = await until(issued, 'bounced');
  expect(bounced.report).toMatchObject({ kind: 'soft-bounce', words: '552 5.2.2 Mailbox full' });
  expect(await listedIn(issued.accountId)).toEqual([]);
  // It may be sent once more at once.
  await retry(bounced);
  await until(issued, 'sent');
});

it('of a mail that nobody knows nothing is noted', async () => {
  const answer = await report(
    { messageId: `<${newId('dlv')}@seatkeeper.example>`, kind: 'hard-bounce' },
    { messageId: 'x', kind: 'complaint' },
  );
  expect(answer).toEqual({ noted: 0, ignored: 2 });
});

it('what was not sent is sent once more when the address is lifted, or corrected, and not before', async () => {
  const { issued, delivery, entry } = await bouncedMail();
  const next = office.invitation({ accountId: issued.accountId, sendTo: issued.sendTo });
  await office.issue(next);
  const suppressed = await until(next, 'suppressed');
  for (const mail of [delivery, suppressed])
    await expect(retry(mail)).rejects.toMatchObject({
      code: 'wrong-delivery-state',
      detail: expect.stringContaining('lift its suppression'),
      members: { state: mail.state, suppressed: 'address-bounced' },
    });

  office.know({ ...next, sendTo: `corrected.${next.sendTo}` });
  await retry(suppressed);
  expect(await until(next, 'sent')).toMatchObject({ to: { address: `corrected.${next.sendTo}` } });

  await lift(issued.accountId, entry.id);
  await retry(delivery);
  const sent = await until(issued, 'sent');
  expect(sent).not.toHaveProperty('report');
  expect(server.taken.filter((mail) => mail.includes(`Message-ID: ${delivery.messageId}`))).toHaveLength(1);
});

it('an address is lifted once, by who is of the account, and is listed again when the next mail comes back', async () => {
  const { issued, entry } = await bouncedMail();
  const { accountId, sendTo } = issued;
  await expect(lift(newId('acc'), entry.id)).rejects.toMatchObject({ code: 'not-found' });
  expect(await listedIn(newId('acc'))).toEqual([]);
  expect(await listedIn(accountId, sendTo.slice(0, 6))).toHaveLength(1);
  expect(await listedIn(accountId, 'acme')).toHaveLength(1);
  expect(await listedIn(accountId, 'nobody')).toEqual([]);

  const commandId = newId('cmd');
  await Promise.all([1, 2, 3].map(() => lift(accountId, entry.id, commandId)));
  await expect(lift(accountId, entry.id)).rejects.toMatchObject({ code: 'not-found' });
  expect(await listedIn(accountId)).toEqual([]);
  await eventually(() =>
    expect(
      office.heard.filter(({ data }) => (data as { suppressionId?: string }).suppressionId === entry.id),
    ).toEqual([
      {
        type: 'notifications.suppression.lifted.v1',
        data: expect.objectContaining({
          actor: by,
          changes: [{ field: 'suppressed', before: sendTo, after: null }],
        }),
      },
    ]),
  );

  server.will('RCPT TO', NO_SUCH_USER);
  const next = office.invitation({ accountId, sendTo });
  await office.issue(next);
  await until(next, 'bounced');
  await isListed(next);
});
