import {
  admitMailSettings,
  createGroup,
  tellMailReader,
  updateUser,
  userActor,
  type User,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

const choose = ({ accountId }: Firm, by: User, { id: userId }: User) =>
  stage.ask(admitMailSettings, { accountId, by: userActor(by.id), userId });

it('people choose for themselves, and for who holds no more than they do', async () => {
  const firm = await stage.signUp();
  const { accountId, by } = firm;
  const groupId = newId('grp');
  await stage.ask(createGroup, {
    accountId,
    by,
    groupId,
    group: { name: 'Clerks', permissions: ['users.read', 'users.update'] },
  });
  const [ben, cat] = [await firm.join('ben', { groups: [groupId] }), await firm.join('cat')];
  for (const [one, other] of [
    [ben, ben],
    [cat, cat],
    [ben, cat],
    [firm.admin, ben],
  ] as const)
    await expect(choose(firm, one, other)).resolves.toEqual({});
  await expect(choose(firm, cat, ben)).rejects.toMatchObject(refused('forbidden'));
  await expect(choose(firm, ben, firm.admin)).rejects.toMatchObject(refused('forbidden'));
});

it('nobody chooses for who is not seen, or of another firm', async () => {
  const [firm, other] = [await stage.signUp(), await stage.signUp()];
  const { accountId, by } = firm;
  const [ben, cat] = [await firm.join('ben'), await firm.join('cat')];
  await stage.ask(updateUser, { accountId, by, userId: ben.id, changes: { visibility: 'self' } });
  await expect(choose(firm, ben, cat)).rejects.toMatchObject(refused('not-found'));
  await expect(choose(firm, firm.admin, other.admin)).rejects.toMatchObject(refused('not-found'));
});

it('who comes by the link of a mail is told of in their own language', async () => {
  const firm = await stage.signUp();
  const { accountId, slug } = firm;
  const ben = await firm.join('ben', { locale: 'fr-CA' });
  expect(await stage.ask(tellMailReader, { accountId, userId: ben.id })).toEqual({
    account: { name: 'Harbour Lane', slug },
    locale: 'fr-CA',
  });
  const nobody = { accountId, userId: newId('usr') };
  await expect(stage.ask(tellMailReader, nobody)).rejects.toMatchObject(refused('not-found'));
});
