import {
  type Actor,
  admitMailSender,
  createGroup,
  deactivateUser,
  getAccountKeeperLetter,
  listAccountKeepers,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

const admit = ({ accountId }: Firm, by: Actor) => stage.ask(admitMailSender, { accountId, by });

it('a global admin says which server mails go through; nobody else does, nor a key, nor somebody of another firm', async () => {
  const [firm, other] = [await stage.signUp(), await stage.signUp()];
  const { accountId, by, admin } = firm;
  const groupId = newId('grp');
  const group = { name: 'Keepers', permissions: ['account.update' as const] };
  await stage.ask(createGroup, { accountId, by, groupId, group });
  const ben = await firm.join('ben', { groups: [groupId] });
  await expect(admit(firm, by)).resolves.toEqual({});
  for (const one of [userActor(ben.id), userActor(admin.id, newId('key')), other.by])
    await expect(admit(firm, one)).rejects.toMatchObject(refused('forbidden'));
});

it('who may change the account is told of its server, as long as they may', async () => {
  const firm = await stage.signUp();
  const { accountId, by, admin } = firm;
  const groupId = newId('grp');
  const group = { name: 'Keepers', permissions: ['account.update' as const] };
  await stage.ask(createGroup, { accountId, by, groupId, group });
  const [ben] = [await firm.join('ben', { groups: [groupId], locale: 'fr' }), await firm.join('cat')];
  const { items } = await stage.ask(listAccountKeepers, { accountId });
  expect(items.map(({ userId }) => userId).sort()).toEqual([admin.id, ben.id].sort());
  const letter = async () => (await stage.ask(getAccountKeeperLetter, { accountId, userId: ben.id })).letter;
  expect(await letter()).toMatchObject({ sendTo: ben.email, locale: 'fr', accountName: 'Harbour Lane' });
  await stage.ask(deactivateUser, { accountId, by, userId: ben.id });
  expect(await letter()).toBeNull();
});
