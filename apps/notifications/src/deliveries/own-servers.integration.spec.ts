import { eventually } from '@seatkeeper/testing';
import { type SenderAccount, SenderHouse } from '../../testing/sender-house.js';

let house: SenderHouse;
beforeAll(async () => {
  house = await SenderHouse.open(1, { SENDER_ANSWER_SECONDS: 30 });
});
afterAll(() => house.close());

const inviteAll = (accounts: readonly SenderAccount[], times: number) =>
  Promise.all(
    Array.from({ length: times }, async (_each, n) => {
      const account = accounts[n % accounts.length]!;
      const issued = await account.invite();
      await account.becomes(issued, { state: 'sent', attempts: 1 }, 25_000);
    }),
  );

it('a server that hangs holds up neither the product’s nor that of another account, and has three connections', async () => {
  const [hanging, other, without] = [
    await house.working({ whenFailing: 'hold' }),
    await house.working(),
    await house.account(),
  ];
  hanging.server.isHanging = true;
  hanging.server.connections = 0;
  await Promise.all(Array.from({ length: 40 }, () => hanging.invite()));
  await eventually(() => expect(hanging.server.connections).toBe(3));

  // All of it within the time of one attempt at the server that hangs.
  await inviteAll([other, without], 20);
  expect(other.server.taken).toHaveLength(10);
  expect(house.product.taken).toHaveLength(10);
  expect(hanging.server.connections).toBe(3);
  expect(hanging.server.taken).toEqual([]);
  const tried = await house.office.deliveries.count(hanging.accountId, { attempts: { $gt: 0 } });
  expect(tried).toBe(3);
}, 60_000);

it('many mails of an account take turns over three connections, and each is sent once', async () => {
  const account = await house.working();
  account.server.connections = 0;
  await inviteAll([account], 70);
  expect(account.server.taken).toHaveLength(70);
  expect(new Set(account.server.taken.map((mail) => /^To: .*$/m.exec(mail)?.[0])).size).toBe(70);
}, 60_000);
