import {
  Fault,
  getMailSettings,
  listDeliveries,
  type MailSettingsChanges,
  retryDelivery,
  seatsExhausted,
  switchMailOff,
  systemActor,
  updateMailSettings,
  userActor,
  viewMailSwitch,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, type TestService, uniqueName } from '@seatkeeper/testing';
import type { z } from 'zod';
import { LicensingPeer } from '../../testing/licensing-peer.js';
import { PostOffice } from '../../testing/post-office.js';
import { ScriptedMailServer } from '../../testing/scripted-mail-server.js';
import { SAMPLE } from '../kinds/mail.js';

let office: PostOffice;
let licensing: TestService;
let server: ScriptedMailServer;
beforeAll(async () => {
  server = await ScriptedMailServer.start();
  office = await PostOffice.open(server.url, 2);
  licensing = await office.licensing();
});
afterAll(async () => {
  await licensing.close();
  await office.close();
  await server.stop();
});

type Choices = z.input<typeof MailSettingsChanges>['choices'];

/** A firm without a free seat, and who may order some. */
function firm() {
  const accountId = newId('acc');
  const by = userActor(newId('usr'));
  const seats = {
    name: 'Core',
    purchased: 5,
    used: 5,
    free: 0,
    level: 'exhausted' as const,
    overAllocated: 0,
    isGraceOver: false,
  };
  licensing.get(LicensingPeer).seats.set(accountId, seats);
  office.peer.buyers.clear();
  const [ada, bea] = ['ada', 'bea'].map((name) => {
    const [userId, sendTo] = [newId('usr'), `${uniqueName(name)}@acme.example`];
    office.peer.buyers.set(userId, { ...SAMPLE, waiting: 0, sendTo });
    return { userId, sendTo };
  }) as [Buyer, Buyer];
  const runOut = () => {
    const data = { accountId, actor: systemActor('test'), product: 'core', purchased: 5, used: 5 };
    const subject = `${accountId}/core`;
    return licensing.bus.publish([
      { id: newId('evt'), name: seatsExhausted.name, at: new Date(), subject, data },
    ]);
  };
  const choose = (userId: string | undefined, choices: Choices, ifVersion?: number) =>
    office.ask(updateMailSettings, { accountId, userId, by, changes: { choices }, ifVersion });
  const mails = async () => (await office.ask(listDeliveries, { accountId, filter: {}, page: {} })).items;
  const settled = (count: number) =>
    eventually(async () => {
      const found = await mails();
      expect(found.filter(({ finishedAt }) => finishedAt)).toHaveLength(count);
      return found;
    });
  const of = (userId: string) => office.ask(getMailSettings, { accountId, userId });
  return { accountId, by, ada, bea, runOut, choose, settled, of };
}
interface Buyer {
  userId: string;
  sendTo: string;
}
const takenFor = ({ sendTo }: Buyer) =>
  server.taken.filter((mail) => mail.includes(`To: `) && mail.includes(sendTo));
const linkIn = (mail: string) =>
  /^List-Unsubscribe:\s+<https:\/\/seats\.acme\.example\/mails-off\/([\w.-]+)>$/m.exec(mail)?.[1] ?? '';

it('who switched a kind off gets none of it, is told of in the list with the reason, and everybody else gets theirs', async () => {
  const { ada, bea, choose, runOut, settled, accountId, by } = firm();
  await choose(ada.userId, { 'seats-exhausted': false });
  await runOut();
  const mails = await settled(2);
  expect(mails.find(({ userId }) => userId === ada.userId)).toMatchObject({
    state: 'suppressed',
    suppressed: 'switched-off-by-user',
    attempts: 1,
    to: null,
  });
  expect(mails.find(({ userId }) => userId === bea.userId)).toMatchObject({
    state: 'sent',
    suppressed: null,
  });
  expect([takenFor(ada), takenFor(bea)].map(({ length }) => length)).toEqual([0, 1]);
  const { id: deliveryId } = mails.find(({ userId }) => userId === ada.userId)!;
  const retry = { accountId, by, deliveryId, commandId: newId('cmd') };
  await expect(office.ask(retryDelivery, retry)).rejects.toMatchObject({
    code: 'wrong-delivery-state',
    members: { state: 'suppressed' },
  });
});

it('what an account does without goes to who wants it all the same', async () => {
  const { ada, bea, choose, runOut, settled, of } = firm();
  await choose(undefined, { 'seats-exhausted': false });
  await choose(bea.userId, { 'seats-exhausted': true });
  await runOut();
  const mails = await settled(2);
  expect(mails.map(({ userId, state, suppressed }) => ({ userId, state, suppressed }))).toEqual(
    expect.arrayContaining([
      { userId: ada.userId, state: 'suppressed', suppressed: 'switched-off-by-account' },
      { userId: bea.userId, state: 'sent', suppressed: null },
    ]),
  );
  const { mails: kinds } = await of(ada.userId);
  const exhausted = kinds.find(({ kind }) => kind === 'seats-exhausted');
  expect(exhausted).toEqual({ kind: 'seats-exhausted', optional: true, sent: false, decidedBy: 'account' });
});

it('a mail that can be switched off says how at its end and in its headers; one that cannot says nothing of it', async () => {
  const { bea, runOut, settled } = firm();
  await runOut();
  await settled(2);
  const [mail = ''] = takenFor(bea);
  expect(mail).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
  expect(mail).toContain('https://seats.acme.example/my-mails');
  const invited = office.invitation();
  await office.issue(invited);
  await eventually(async () => expect((await office.deliveriesOf(invited))[0]?.state).toBe('sent'));
  const [invitation = ''] = takenFor(invited);
  expect(invitation).not.toMatch(/List-Unsubscribe|my-mails|mails-off/);
});

it('looking at the link of a mail changes nothing, posting to it switches off that kind for that person, once', async () => {
  const { ada, bea, accountId, runOut, settled, of } = firm();
  await runOut();
  await settled(2);
  const token = linkIn(takenFor(ada)[0]!);
  const before = await of(ada.userId);
  for (let look = 0; look < 3; look += 1)
    expect(await office.ask(viewMailSwitch, { token })).toEqual({
      account: { name: 'Acme', slug: 'acme' },
      locale: 'en',
      kind: 'seats-exhausted',
      sent: true,
    });
  expect(await of(ada.userId)).toEqual(before);

  await Promise.all([1, 2, 3].map(() => office.ask(switchMailOff, { token })));
  expect((await of(ada.userId)).choices).toEqual({ 'seats-exhausted': false });
  expect((await of(bea.userId)).choices).toEqual({});
  expect(await office.ask(viewMailSwitch, { token })).toMatchObject({ sent: false });
  const told = () =>
    office.heard.filter(({ data }) => (data as { accountId: string }).accountId === accountId);
  await eventually(() =>
    expect(told()).toEqual([
      {
        type: 'notifications.mail-settings.changed.v1',
        data: {
          accountId,
          actor: userActor(ada.userId),
          userId: ada.userId,
          changes: [{ field: 'seats-exhausted', before: null, after: false }],
        },
      },
    ]),
  );
});

it('a link that was made up, or changed for somebody else, does nothing', async () => {
  const { ada, bea, runOut, settled, of } = firm();
  await runOut();
  await settled(2);
  const token = linkIn(takenFor(ada)[0]!);
  const forged = [
    token.replace(ada.userId, bea.userId),
    token.replace('exhausted', 'low'),
    `${token}x`,
    'nothing',
  ];
  for (const link of forged) {
    await expect(office.ask(switchMailOff, { token: link })).rejects.toMatchObject({ code: 'not-found' });
    await expect(office.ask(viewMailSwitch, { token: link })).rejects.toMatchObject({ code: 'not-found' });
  }
  for (const { userId } of [ada, bea]) expect((await of(userId)).version).toBe(0);
});

it('a choice that is refused, or made on an older state, changes nothing', async () => {
  const { ada, choose, of } = firm();
  office.peer.objection = new Fault('forbidden', 'They hold more.');
  await expect(choose(ada.userId, { 'seats-low': false })).rejects.toMatchObject({ code: 'forbidden' });
  office.peer.objection = null;
  await expect(choose(ada.userId, { 'seats-low': false, 'password-reset': false })).rejects.toMatchObject({
    code: 'validation-failed',
  });
  expect(await of(ada.userId)).toMatchObject({ choices: {}, version: 0 });
  expect(await choose(ada.userId, { 'seats-low': false }, 0)).toMatchObject({ version: 1 });
  await expect(choose(ada.userId, { 'seats-exhausted': false }, 0)).rejects.toMatchObject({
    code: 'precondition-failed',
  });
  expect((await of(ada.userId)).choices).toEqual({ 'seats-low': false });
});

it('two who choose at once both count', async () => {
  const { ada, choose, of } = firm();
  await Promise.all([
    choose(ada.userId, { 'seats-low': false }),
    choose(ada.userId, { 'seats-exhausted': false }),
  ]);
  expect(await of(ada.userId)).toMatchObject({
    choices: { 'seats-low': false, 'seats-exhausted': false },
    version: 2,
  });
});
