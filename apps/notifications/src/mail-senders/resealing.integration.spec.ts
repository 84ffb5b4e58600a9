import { eventually, startChild } from '@seatkeeper/testing';
import { randomBytes } from 'node:crypto';
import { type SenderAccount, SenderHouse } from '../../testing/sender-house.js';

const PASSWORD = 'correct-horse-battery';
const user = { name: 'seats', password: PASSWORD };
const key = () => randomBytes(32).toString('base64');
const [first, second, third] = [key(), key(), key()];
const NOTHING_LEFT = 'No password needs an earlier key any more.\n';

let house: SenderHouse;
beforeAll(async () => {
  house = await SenderHouse.open(1, { SENDER_KEY: first });
});
afterAll(() => house.close());

/** The command of the operator, in a process of its own. */
async function reseal(newest: string, retired: string[], { crashAt = '', words = [] as string[] } = {}) {
  const { MONGODB_URI, MONGODB_DATABASE_PREFIX } = house.office.environment(house.product.url);
  const child = startChild(new URL('./main.ts', import.meta.url), {
    args: words,
    env: {
      MONGODB_URI: MONGODB_URI!,
      MONGODB_DATABASE_PREFIX: MONGODB_DATABASE_PREFIX!,
      SENDER_KEY: newest,
      RETIRED_SENDER_KEYS: retired.join(),
      CRASH_AT: crashAt,
    },
  });
  const ended = await child.ended;
  const output = child.output();
  for (const secret of [first, second, third, PASSWORD]) expect(output).not.toContain(secret);
  return { ended, output };
}

const sealedOf = async ({ accountId }: SenderAccount): Promise<string | undefined> =>
  (await house.senders.findById(accountId, accountId))?.server?.sealed;

/** What the mail server of each has taken since, through a copy of the service with these keys alone. */
async function sendThroughAll(accounts: readonly SenderAccount[], keys: Record<string, string>) {
  await house.office.addCopy(house.product.url, keys);
  await house.office.services.shift()!.stop();
  for (const account of accounts) {
    const invited = await account.invite();
    await account.becomes(invited, { state: 'sent', ownServer: account.accountId });
  }
}

it('passwords are sealed anew though the command dies half-way, mails go out meanwhile, and then the key before can go', async () => {
  const accounts = await Promise.all(Array.from({ length: 3 }, () => house.account({ user })));
  for (const account of accounts) {
    await account.setUp({ user: 'seats', password: PASSWORD });
    await account.test();
  }
  const sealed = () => Promise.all(accounts.map(sealedOf));
  const before = await sealed();
  const isNew = async () => (await sealed()).map((each, n) => each !== before[n]).filter(Boolean).length;

  const withoutTheOld = await reseal(second, []);
  expect(withoutTheOld.ended).toBe(1);
  expect(withoutTheOld.output).toMatch(/^Sealed anew: 0\. With the newest key already: 0\.\n/);
  for (const { accountId } of accounts)
    expect(withoutTheOld.output).toContain(
      `No key opens the password of ${accountId}: name the key that sealed it in RETIRED_SENDER_KEYS, or have the server set up again.\n`,
    );
  expect(await isNew()).toBe(0);

  const dying = await reseal(second, [first], { crashAt: 'notifications.reseal.afterWrite#2' });
  expect(dying).toEqual({ ended: 'SIGKILL', output: '' });
  expect(await isNew()).toBe(2);
  await sendThroughAll(accounts, { SENDER_KEY: second, RETIRED_SENDER_KEYS: first });

  expect(await reseal(second, [first])).toEqual({
    ended: 0,
    output: `Sealed anew: 1. With the newest key already: 2.\n${NOTHING_LEFT}`,
  });
  const after = await sealed();
  expect(await reseal(second, [])).toEqual({
    ended: 0,
    output: `Sealed anew: 0. With the newest key already: 3.\n${NOTHING_LEFT}`,
  });
  expect(await sealed()).toEqual(after);
  await sendThroughAll(accounts, { SENDER_KEY: second, RETIRED_SENDER_KEYS: '' });
}, 90_000);

it('a password that was moved to another account is none there, and is reported', async () => {
  const [one, other] = [await house.account({ user }), await house.account({ user })];
  // The same server and user, so that nothing but the account differs.
  const { port } = one.server;
  for (const account of [one, other]) await account.setUp({ user: 'seats', password: PASSWORD, port });
  const moved = { 'server.sealed': await sealedOf(one) };
  await house.senders.touch(other.accountId, { _id: other.accountId }, { $set: moved });
  const { ended, output } = await reseal(third, [second]);
  expect(ended).toBe(1);
  expect(output).toContain(other.accountId);
  expect(output).not.toContain(one.accountId);
  expect(await sealedOf(other)).toBe(moved['server.sealed']);
  await eventually(async () =>
    expect(await other.test()).toMatchObject({
      sender: { lastTest: { sent: false, answer: expect.stringContaining('set it up again') } },
    }),
  );
});

it('the command says how it is used, and what is wrong with its keys', async () => {
  const usage = 'Seals passwords of mail servers anew with SENDER_KEY: npm run reseal:senders\n';
  expect(await reseal(first, [], { words: ['--help'] })).toEqual({ ended: 0, output: usage });
  expect(await reseal(first, [], { words: ['now'] })).toEqual({ ended: 2, output: usage });
  const short = await reseal('c2hvcnQ=', []);
  expect(short.ended).toBe(2);
  expect(short.output).toContain('SENDER_KEY is wrong (Expected at least 32 bytes in base64)');
});
