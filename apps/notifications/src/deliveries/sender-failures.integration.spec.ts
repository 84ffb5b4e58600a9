import { mailSenderFailing, mailSenderRecovered } from '@seatkeeper/contracts';
import type { Values } from '@seatkeeper/mongo';
import { eventually } from '@seatkeeper/testing';
import { type SenderAccount, SenderHouse } from '../../testing/sender-house.js';
import type { StoredMailSender } from '../mail-senders/mail-senders.schema.js';

let house: SenderHouse;
beforeAll(async () => {
  house = await SenderHouse.open(2);
});
afterAll(() => house.close());

const stored = async ({ accountId }: SenderAccount) => (await house.senders.findById(accountId, accountId))!;
const set = ({ accountId }: SenderAccount, values: Values<StoredMailSender>) =>
  house.senders.touch(accountId, { _id: accountId }, { $set: values });
const productTook = (words: string) => house.product.taken.filter((mail) => mail.includes(words)).length;
const heard = ({ accountId }: SenderAccount) =>
  house.office.heard
    .filter(({ data }) => (data as { accountId?: string }).accountId === accountId)
    .map(({ type }) => type)
    .filter((type) => type === mailSenderFailing.name || type === mailSenderRecovered.name);

/** As if it had failed for a minute; mails see to it that it fails often enough. */
async function failsForLong(account: SenderAccount): Promise<void> {
  await eventually(async () => expect((await stored(account)).failures).toBeDefined());
  await set(account, { 'failures.since': new Date(Date.now() - 60_000) });
  await eventually(async () => expect((await account.view()).sender?.state).toBe('failing'), 30_000);
}

it('mails of a server that is away go through the product’s, and its administrators are told once, and once when it is back', async () => {
  const account = await house.working();
  const { port } = account.server;
  await house.stopped(account.server);
  const invited = await Promise.all(Array.from({ length: 8 }, () => account.invite()));
  await failsForLong(account);
  for (const one of invited) await account.becomes(one, { state: 'sent' }, 30_000);
  for (const { sendTo } of invited) expect(productTook(sendTo)).toBe(1);
  const told = () => productTook(`To: Ada Quill <${account.adminAddress}>`);
  await eventually(() => expect(told()).toBe(1));
  const mail = house.product.taken.find((each) => each.includes(account.adminAddress)) ?? '';
  expect(mail).toContain('Subject: Acme: the mail server 127.0.0.1 takes no mails');
  expect(mail.replaceAll('=\r\n', '')).toContain('connect ECONNREFUSED');

  // While it fails no mail waits for it.
  const { failing } = await stored(account);
  const meanwhile = await account.invite();
  await account.becomes(meanwhile, { state: 'sent', attempts: 1 });
  expect((await stored(account)).failing).toEqual(failing);

  const again = await house.startedAgain(port);
  await set(account, { 'failing.trialAt': new Date() });
  const first = await account.invite();
  await account.becomes(first, { state: 'sent', ownServer: account.accountId });
  await eventually(() => expect(told()).toBe(2));
  expect(again.taken).toHaveLength(1);
  expect(await account.view()).toMatchObject({ sender: { state: 'working', failing: null } });
  expect(heard(account)).toEqual([mailSenderFailing.name, mailSenderRecovered.name]);
}, 90_000);

it('mails wait for a server where the account wants that, no attempt counts, and all are sent once it is back', async () => {
  const account = await house.working({ whenFailing: 'hold' });
  const { port } = account.server;
  await house.stopped(account.server);
  const invited = await Promise.all(Array.from({ length: 8 }, () => account.invite()));
  await failsForLong(account);
  const late = await account.invite();
  const attempts = async (): Promise<number> => {
    const all = await house.office.deliveries.find(account.accountId, {}, { limit: 50 });
    return all.reduce((sum, each) => sum + each.attempts, 0);
  };
  const before = await attempts();
  for (let trial = 1; trial <= 3; trial += 1) {
    await set(account, { 'failing.trialAt': new Date() });
    await eventually(async () => expect((await stored(account)).failing?.trials).toBe(trial), 20_000);
  }
  await account.becomes(late, { state: 'queued', attempts: 0, answers: [] });
  await eventually(async () => expect(await attempts()).toBe(before));
  for (const { sendTo } of [...invited, late]) expect(productTook(sendTo)).toBe(0);

  const again = await house.startedAgain(port);
  await set(account, { 'failing.trialAt': new Date() });
  for (const one of [...invited, late]) await account.becomes(one, { state: 'sent' }, 40_000);
  expect(again.taken).toHaveLength(9);
  expect(heard(account)).toEqual([mailSenderFailing.name, mailSenderRecovered.name]);
}, 120_000);

it('of all that waits for a server that is away a turn tries no more than there are connections', async () => {
  const account = await house.working({ whenFailing: 'hold' });
  await house.stopped(account.server);
  await Promise.all(Array.from({ length: 30 }, () => account.invite()));
  const failedMoreThan = (before: number) =>
    eventually(async () => {
      const count = (await stored(account)).failures?.count ?? 0;
      expect(count).toBeGreaterThan(before);
      return count;
    }, 20_000);
  expect(await failedMoreThan(await failedMoreThan(0))).toBeLessThanOrEqual(6);
}, 60_000);

it('a test that goes through lets what waits go on at once', async () => {
  const account = await house.working({ whenFailing: 'hold' });
  await set(account, {
    failing: {
      since: new Date(),
      answer: 'No',
      trials: 0,
      trialAt: new Date(Date.now() + 600_000),
      isTold: false,
    },
  });
  const waiting = await account.invite();
  await account.becomes(waiting, { state: 'queued', attempts: 0 });
  await eventually(async () => expect((await account.test()).sender?.state).toBe('working'));
  await account.becomes(waiting, { state: 'sent' });
  expect(heard(account)).toEqual([]);
});

it('a server that takes nothing from its own sender refuses no mail for good', async () => {
  const account = await house.working();
  account.server.will('MAIL FROM', '550 5.7.60 Not as this sender');
  const invited = await account.invite();
  await account.becomes(invited, {
    state: 'sent',
    answers: [
      expect.objectContaining({ outcome: 'later', answer: '550 5.7.60 Not as this sender' }),
      expect.objectContaining({ outcome: 'sent' }),
    ],
  });
});
