import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { eventually } from '@seatkeeper/testing';
import type { Connection } from 'mongoose';
import { randomBytes } from 'node:crypto';
import { SenderHouse } from '../../testing/sender-house.js';
import { ResealingRepository } from './resealing.repository.js';

const PASSWORD = 'correct-horse-battery';
const user = { name: 'seats', password: PASSWORD };
const key = () => randomBytes(32).toString('base64');
const [first, second, third] = [key(), key(), key()];

let house: SenderHouse;
beforeAll(async () => {
  house = await SenderHouse.open(1, { SENDER_KEY: first });
});
afterAll(() => house.close());

const db = () => house.office.services[0]!.get<Connection>(MONGO_CONNECTION).db!;
const reseal = (newest: string, retired: string[]) =>
  new ResealingRepository(db()).sealAnew({ newest, retired });

it('passwords are sealed anew under the newest key, after which the one before can go', async () => {
  const accounts = await Promise.all(Array.from({ length: 3 }, () => house.account({ user })));
  for (const account of accounts) {
    await account.setUp({ user: 'seats', password: PASSWORD });
    await account.test();
  }
  const sealed = async () =>
    Promise.all(
      accounts.map(
        async ({ accountId }) => (await house.senders.findById(accountId, accountId))?.server?.sealed,
      ),
    );
  const before = await sealed();
  expect(await reseal(second, [])).toEqual({
    anew: 0,
    before: 0,
    lost: expect.arrayContaining(accounts.map(({ accountId }) => accountId)),
  });
  expect(await sealed()).toEqual(before);

  expect(await reseal(second, [first])).toEqual({ anew: 3, before: 0, lost: [] });
  const after = await sealed();
  expect(after.filter((each) => before.includes(each))).toEqual([]);
  expect(await reseal(second, [])).toEqual({ anew: 0, before: 3, lost: [] });
  expect(await sealed()).toEqual(after);

  await house.office.addCopy(house.product.url, { SENDER_KEY: second });
  await house.office.services.shift()!.stop();
  const [account] = accounts;
  const invited = await account!.invite();
  await account!.becomes(invited, { state: 'sent', ownServer: account!.accountId });
});

it('a password that was moved to another account is none there, and is reported', async () => {
  const [one, other] = [await house.account({ user }), await house.account({ user })];
  for (const account of [one, other]) await account.setUp({ user: 'seats', password: PASSWORD });
  const { server } = (await house.senders.findById(one.accountId, one.accountId))!;
  await house.senders.touch(
    other.accountId,
    { _id: other.accountId },
    { $set: { 'server.sealed': server?.sealed } },
  );
  expect((await reseal(third, [second])).lost).toEqual([other.accountId]);
  await eventually(async () =>
    expect(await other.test()).toMatchObject({
      sender: { lastTest: { sent: false, answer: expect.stringContaining('set it up again') } },
    }),
  );
});
