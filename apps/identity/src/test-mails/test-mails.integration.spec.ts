import { admitTestMail, createGroup, deactivateUser, updateUser } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';

const LIMITS = { TEST_MAILS: '6/1h', INVITATION_MAILS: '4/1h' };

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ settings: LIMITS });
});
afterAll(() => stage.close());

const admit = ({ accountId }: Firm, userId: string) => stage.ask(admitTestMail, { accountId, userId });

async function keeper(firm: Firm, name: string) {
  const { accountId, by } = firm;
  const groupId = newId('grp');
  const group = { name: `Keepers ${name}`, permissions: ['account.update' as const] };
  await stage.ask(createGroup, { accountId, by, groupId, group });
  return firm.join(name, { groups: [groupId], locale: 'fr' });
}

it('goes to the own address of who may change the account, and to nobody else', async () => {
  const [firm, other] = [await stage.signUp(), await stage.signUp()];
  const ben = await keeper(firm, 'ben');
  expect((await admit(firm, ben.id)).letter).toMatchObject({
    sendTo: ben.email,
    accountName: 'Harbour Lane',
  });
  const cat = await firm.join('cat');
  for (const userId of [cat.id, other.admin.id, newId('usr')])
    expect(await admit(firm, userId)).toEqual({ letter: null });
  await stage.ask(deactivateUser, { accountId: firm.accountId, by: firm.by, userId: ben.id });
  expect(await admit(firm, ben.id)).toEqual({ letter: null });
});

it('is counted for the address, with the invitations that go there, and for the account', async () => {
  const firm = await stage.signUp();
  const [ben, cem, dan] = [await keeper(firm, 'ben'), await keeper(firm, 'cem'), await keeper(firm, 'dan')];
  // The invitation was the first mail.
  for (let n = 0; n < 3; n += 1) await admit(firm, ben.id);
  await expect(admit(firm, ben.id)).rejects.toMatchObject(refused('too-many-requests'));
  for (let n = 0; n < 3; n += 1) await admit(firm, cem.id);
  const sentence = {
    code: 'too-many-requests',
    message: expect.stringContaining('An account has at most 6'),
  };
  // What was refused for the account was no mail to the address: else that would be the reason by and by.
  for (let n = 0; n < 5; n += 1) await expect(admit(firm, dan.id)).rejects.toMatchObject(sentence);
});

it('an address that somebody gives themselves is counted as what it is', async () => {
  const firm = await stage.signUp();
  const [ben, stranger] = [await keeper(firm, 'ben'), `stranger-${newId('x')}@elsewhere.example`];
  const { accountId, by } = firm;
  await stage.ask(updateUser, { accountId, by, userId: ben.id, changes: { email: stranger } });
  await firm.confirmAddress(ben);
  // The mail that asked for it was the first.
  for (let n = 0; n < 3; n += 1) expect((await admit(firm, ben.id)).letter?.sendTo).toBe(stranger);
  await expect(admit(firm, ben.id)).rejects.toMatchObject(refused('too-many-requests'));
});
