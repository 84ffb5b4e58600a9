import {
  changeTemplate,
  Fault,
  getTemplate,
  type Input,
  templateTested,
  testTemplate,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { type SenderAccount, SenderHouse } from '../../testing/sender-house.js';

let house: SenderHouse;
beforeAll(async () => {
  house = await SenderHouse.open(2);
});
afterAll(() => house.close());
afterEach(() => {
  house.office.peer.objection = null;
});

const wording = { subject: 'Come to {accountName}', body: 'Hi {firstName} of {department}!\n\n{link}' };
const of = ({ accountId, by }: SenderAccount) => ({
  accountId,
  by,
  kind: 'invitation' as const,
  locale: 'en' as const,
});
const test = (account: SenderAccount, more: Partial<Input<typeof testTemplate>> = {}) =>
  house.office.ask(testTemplate, { ...of(account), ...more });
const takenBy = (server: { taken: string[] }, account: SenderAccount) =>
  server.taken
    .filter((mail) => mail.includes(account.adminAddress))
    .map((mail) => mail.replace(/=\r\n/g, ''));
const told = ({ accountId }: SenderAccount) =>
  house.office.peer.heard.filter(
    ({ type, data }) =>
      type === templateTested.name && (data as { accountId: string }).accountId === accountId,
  );

it('a draft goes to who wrote it, marked as a test, with a sample and a link that opens nothing; nothing is saved', async () => {
  const account = await house.account();
  const sent = await test(account, { wording });
  expect(sent).toEqual({
    sent: true,
    sentTo: account.adminAddress,
    through: 'product',
    answer: expect.stringMatching(/^250 /),
  });
  const [mail, ...others] = takenBy(house.product, account);
  expect(others).toEqual([]);
  expect(mail).toMatch(/^Subject: \[Test\] Come to Acme\r$/m);
  expect(mail).toContain(`To: Ada Quill <${account.adminAddress}>`);
  expect(mail).toContain('Hi Ann of Operations!');
  expect(mail).toContain('https://seats.acme.example/invitations/preview');
  expect(mail).not.toMatch(/^List-Unsubscribe/m);
  expect(await house.office.ask(getTemplate, of(account))).toMatchObject({ changed: false, version: 0 });
  expect(await house.office.deliveries.count(account.accountId, {})).toBe(0);
  await eventually(() => expect(told(account)).toHaveLength(1));
  expect(told(account)[0]?.data).toEqual({
    accountId: account.accountId,
    actor: account.by,
    kind: 'invitation',
    locale: 'en',
    through: 'product',
    sent: true,
  });
});

it('what is saved goes, in the language of the wording, or else the words of the product', async () => {
  const [french, plain] = [await house.account(), await house.account()];
  await house.office.ask(changeTemplate, { ...of(french), locale: 'fr', wording });
  await test(french, { locale: 'fr' });
  expect(takenBy(house.product, french)[0]).toMatch(/^Subject: \[Essai\] Come to Acme\r$/m);
  expect(takenBy(house.product, french)[0]).toMatch(/^Content-Language: fr\r$/m);
  await test(plain);
  expect(takenBy(house.product, plain)[0]).toMatch(/^Subject: \[Test\] Invitation to Seatkeeper/m);
});

it('it goes the way that mails of the account go: through its own server once that works, and what that says is told', async () => {
  const account = await house.account();
  await account.setUp();
  expect((await test(account)).through).toBe('product');
  const working = await house.working();
  expect(await test(working)).toMatchObject({ sent: true, through: 'account' });
  expect(takenBy(working.server, working)[0]).toContain('From: Acme <seats@acme.example>');
  expect(takenBy(house.product, working)).toEqual([]);

  const refusing = await house.working();
  refusing.server.will('RCPT TO', '550 5.1.1 No such user here');
  expect(await test(refusing)).toEqual({
    sent: false,
    sentTo: refusing.adminAddress,
    through: 'account',
    answer: '550 5.1.1 No such user here',
  });
  await eventually(() => expect(told(refusing)).toHaveLength(1));
  expect(told(refusing)[0]?.data).toMatchObject({ sent: false, through: 'account' });
});

it('of ten at once one goes out, whichever copy they come to, and the next after some seconds', async () => {
  const account = await house.account();
  const tries = await Promise.allSettled(Array.from({ length: 10 }, () => test(account)));
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const each of tries)
    if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'too-many-requests' });
  expect(takenBy(house.product, account)).toHaveLength(1);
  expect(house.office.peer.testsAdmitted.filter((id) => id === account.adminId)).toHaveLength(1);
  await eventually(() => test(account), 20_000);
  expect(takenBy(house.product, account)).toHaveLength(2);
});

it('words that are wrong, words that are fixed and people who may not have it sent cause no mail and no entry', async () => {
  const account = await house.account();
  await expect(test(account, { wording: { ...wording, body: '{frstName} {link}' } })).rejects.toMatchObject({
    code: 'validation-failed',
    errors: [{ path: 'body' }],
  });
  await expect(test(account, { kind: 'password-reset' })).rejects.toMatchObject({ code: 'wording-fixed' });
  await expect(test(account, { by: userActor(newId('usr')) })).rejects.toMatchObject({ code: 'forbidden' });
  house.office.peer.objection = new Fault('too-many-requests', { members: { retryAfter: 60 } });
  await expect(test(account)).rejects.toMatchObject({ code: 'too-many-requests' });
  house.office.peer.objection = null;
  expect(takenBy(house.product, account)).toEqual([]);
  expect(told(account)).toEqual([]);
  // Who was refused for a reason that has passed waits for nothing.
  await eventually(() => test(account), 10_000);
  expect(takenBy(house.product, account)).toHaveLength(1);
});
