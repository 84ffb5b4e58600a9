import { eventually } from '@seatkeeper/testing';
import { PostOffice } from '../../testing/post-office.js';
import { ScriptedMailServer } from '../../testing/scripted-mail-server.js';

const MAILS = 120;
const FORGETS_AFTER = [10, 40, 80];

let mailServer: ScriptedMailServer;
let office: PostOffice;

beforeAll(async () => {
  mailServer = await ScriptedMailServer.start();
  mailServer.thinkFor(50);
  office = await PostOffice.open(mailServer.url, 2);
});
afterAll(async () => {
  await office.close();
  await mailServer.stop();
});

it('every mail goes out once though Redis forgets all of its jobs while they are sent, because the database knows them', async () => {
  const issued = Array.from({ length: MAILS }, () => office.invitation());
  await Promise.all(issued.map((one) => office.issue(one)));
  let lost = 0;
  for (const count of FORGETS_AFTER) {
    await eventually(() => expect(mailServer.received).toBeGreaterThanOrEqual(count), 20_000);
    lost += MAILS - mailServer.received;
    await office.forgetRedis();
  }
  // It did hit work under way.
  expect(lost).toBeGreaterThan(MAILS);
  await eventually(async () => {
    const stored = (await Promise.all(issued.map((one) => office.deliveriesOf(one)))).flat();
    expect(stored.map(({ state }) => state)).toEqual(issued.map(() => 'sent'));
  }, 40_000);
  const addresses = mailServer.taken.map((mail) => /^To: .*<(.+)>/m.exec(mail)?.[1]);
  expect(addresses.toSorted()).toEqual(issued.map(({ sendTo }) => sendTo).toSorted());
}, 90_000);
