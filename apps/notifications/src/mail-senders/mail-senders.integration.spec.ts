import {
  changeMailSender,
  Fault,
  getDelivery,
  mailSenderChanged,
  mailSenderRemoved,
  mailSenderTested,
  passwordResetIssued,
  removeMailSender,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { SenderHouse } from '../../testing/sender-house.js';

const PASSWORD = 'correct-horse-battery';
const user = { name: 'seats', password: PASSWORD };

let house: SenderHouse;
beforeAll(async () => {
  house = await SenderHouse.open();
});
afterAll(() => house.close());
afterEach(() => {
  house.office.peer.objection = null;
});

const takenBy = (server: { taken: string[] }, address: string) =>
  server.taken.filter((mail) => mail.includes(address)).length;

it('nothing goes through a server before a test mail did; then invitations do, and what lets people in does not', async () => {
  const account = await house.account();
  expect(await account.view()).toEqual({ sender: null, version: 0 });
  expect(await account.setUp()).toMatchObject({ sender: { state: 'untested', lastTest: null }, version: 1 });
  const early = await account.invite();
  await account.becomes(early, { state: 'sent' });
  expect(takenBy(house.product, early.sendTo)).toBe(1);
  expect(account.server.connections).toBe(0);

  const tested = await account.test();
  expect(tested).toMatchObject({
    sender: { state: 'working', lastTest: { sent: true, answer: '250 2.0.0 Ok: queued as 1' } },
    version: 1,
  });
  expect(account.server.taken[0]).toContain(`To: Ada Quill <${account.adminAddress}>`);
  expect(account.server.taken[0]).toContain('From: Acme <seats@acme.example>');

  const invited = await account.invite();
  await account.becomes(invited, { state: 'sent', ownServer: account.accountId });
  expect([takenBy(account.server, invited.sendTo), takenBy(house.product, invited.sendTo)]).toEqual([1, 0]);
  const [delivery] = await house.office.deliveriesOf(invited);
  const shown = await house.office.ask(getDelivery, {
    accountId: account.accountId,
    deliveryId: delivery!._id,
  });
  expect(shown).toMatchObject({ through: 'account', answers: [{ through: 'account', outcome: 'sent' }] });

  const reset = { ...house.office.invitation({ accountId: account.accountId }), resetId: newId('pwr') };
  house.office.peer.resets.set(reset.resetId, { ...reset, sentBy: null });
  await house.office.tell(passwordResetIssued, reset);
  await eventually(() => expect(takenBy(house.product, reset.sendTo)).toBe(1));
  expect(takenBy(account.server, reset.sendTo)).toBe(0);
});

it('the test mail is in the language of who asks, and a failed one says in the words of the server why', async () => {
  const account = await house.account();
  account.letter = { locale: 'fr-CA' };
  await account.setUp();
  account.server.will('MAIL FROM', '553 5.1.8 Not your address');
  expect(await account.test()).toMatchObject({
    sender: { state: 'untested', lastTest: { sent: false, answer: '553 5.1.8 Not your address' } },
  });
  await expect(account.test()).rejects.toMatchObject({ code: 'too-many-requests' });
  await eventually(async () => expect((await account.test()).sender?.state).toBe('working'));
  expect(account.server.taken).toHaveLength(1);
  expect(account.server.taken[0]).toMatch(/^Content-Language: fr/m);
});

it('another server, user, password or address needs a new test; the rate and what to do in need do not', async () => {
  const account = await house.working();
  for (const change of [{ perMinute: 60 }, { whenFailing: 'hold' as const }])
    expect((await account.setUp(change)).sender?.state).toBe('working');
  const from = { name: 'Acme', address: 'others@acme.example' };
  expect((await account.setUp({ from })).sender).toMatchObject({ state: 'untested', lastTest: null });
  const invited = await account.invite();
  await account.becomes(invited, { state: 'sent' });
  expect([takenBy(account.server, invited.sendTo), takenBy(house.product, invited.sendTo)]).toEqual([0, 1]);
});

it('identity is asked whether somebody may, where the mails would be read by somebody else, and its no changes nothing', async () => {
  const account = await house.working();
  const { peer } = house.office;
  const asked = peer.admittedSenders.length;
  await account.setUp({ perMinute: 10 });
  expect(peer.admittedSenders).toHaveLength(asked);
  peer.objection = new Fault('proof-required');
  for (const change of [{ host: 'localhost' }, { port: 2_525 }, { user: 'seats', password: 'x' }])
    await expect(account.setUp({ perMinute: 10, ...change })).rejects.toMatchObject({
      code: 'proof-required',
    });
  expect(await account.view()).toMatchObject({
    sender: { host: '127.0.0.1', state: 'working', perMinute: 10 },
    version: 2,
  });
});

it('who changes something else while the server becomes another one brings the one before back only if they may', async () => {
  const account = await house.account();
  const { peer } = house.office;
  for (let round = 0; round < 6; round += 1) {
    await account.setUp({ perMinute: 1 });
    const asked = peer.admittedSenders.length;
    const others = async (): Promise<void> => {
      for (let n = 0; n < 8; n += 1) await account.setUp({ perMinute: 10 + n }).catch(() => undefined);
    };
    await Promise.all([account.setUp({ host: 'localhost' }), others(), others()]);
    const isBack = (await account.view()).sender?.host === '127.0.0.1';
    expect([round, isBack]).toEqual([round, peer.admittedSenders.length - asked > 1]);
  }
});

it('the password is in no answer, no event and not in the database, and goes to no other server', async () => {
  const account = await house.account({ user });
  const view = await account.setUp({ user: 'seats', password: PASSWORD });
  expect(view.sender).toMatchObject({ user: 'seats', hasPassword: true });
  expect((await account.test()).sender?.state).toBe('working');
  const stored = await house.senders.findById(account.accountId, account.accountId);
  const heard = () =>
    house.office.heard.filter(({ data }) => JSON.stringify(data).includes(account.accountId));
  await eventually(() => expect(heard()).toHaveLength(2));
  for (const what of [view, stored, heard()]) expect(JSON.stringify(what)).not.toContain(PASSWORD);
  expect(heard().map(({ type }) => type)).toEqual([mailSenderChanged.name, mailSenderTested.name]);

  const thief = await house.account();
  const { accountId, by } = account;
  const elsewhere = account.wanted({ port: thief.server.port, user: 'seats' });
  await expect(
    house.office.ask(changeMailSender, { accountId, by, sender: elsewhere }),
  ).rejects.toMatchObject({ code: 'validation-failed', errors: [{ path: 'password' }] });
  expect(await account.setUp({ user: 'seats', perMinute: 5 })).toMatchObject({
    sender: { state: 'working' },
  });
});

it('a change is made upon the version that was seen', async () => {
  const account = await house.account();
  await account.setUp();
  const { accountId, by } = account;
  const change = (perMinute: number, ifVersion: number) =>
    house.office.ask(changeMailSender, { accountId, by, sender: account.wanted({ perMinute }), ifVersion });
  expect(await change(1, 1)).toMatchObject({ version: 2 });
  await expect(change(2, 1)).rejects.toMatchObject({ code: 'precondition-failed' });
  const together = await Promise.allSettled([3, 4, 5, 6].map((rate) => change(rate, 2)));
  expect(together.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

it('once it is removed, mails go through the product’s server, those that waited too, and nothing of it is left', async () => {
  const account = await house.working({ whenFailing: 'hold' });
  account.server.will('greeting', ...Array<string>(50).fill('421 4.3.2 Not now'));
  const waiting = [await account.invite(), await account.invite()];
  for (const one of waiting) await account.becomes(one, { state: 'queued', attempts: 1 });
  const { accountId, by } = account;
  await house.office.ask(removeMailSender, { accountId, by });
  for (const one of waiting) await account.becomes(one, { state: 'sent' });
  for (const { sendTo } of waiting) expect(takenBy(house.product, sendTo)).toBe(1);
  expect(await account.view()).toEqual({ sender: null, version: 2 });
  await expect(house.office.ask(removeMailSender, { accountId, by })).rejects.toMatchObject({
    code: 'not-found',
  });
  await eventually(() =>
    expect(house.office.heard).toContainEqual({
      type: mailSenderRemoved.name,
      data: expect.objectContaining({ accountId, host: '127.0.0.1' }),
    }),
  );
});

it('who is not of the account gets no test mail, and an account without a server has nothing to test', async () => {
  const account = await house.account();
  await expect(account.test()).rejects.toMatchObject({ code: 'not-found' });
  await account.setUp();
  house.office.peer.keepers.delete(account.adminId);
  await expect(account.test()).rejects.toMatchObject({ code: 'forbidden' });
  expect(account.server.connections).toBe(0);
});

it('no more mails a minute go to a server than the account says', async () => {
  const account = await house.working({ perMinute: 3 });
  for (let n = 0; n < 8; n += 1) await account.invite();
  await eventually(() => expect(account.server.taken.length).toBeGreaterThanOrEqual(3));
  // However the minute turns meanwhile, two minutes are six mails.
  await eventually(async () => {
    const waiting = await house.office.deliveries.count(account.accountId, { state: 'queued' });
    expect(waiting).toBeGreaterThanOrEqual(2);
  });
  expect(account.server.taken.length).toBeLessThanOrEqual(6);
});
