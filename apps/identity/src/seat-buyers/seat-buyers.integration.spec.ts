import {
  createGroup,
  deactivateUser,
  getSeatBuyerLetter,
  listSeatBuyers,
  type Permission,
  updateUser,
  type User,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { type Firm, type Stage, startStage } from '../../testing/stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

const group = async ({ accountId, by }: Firm, permissions: Permission[]) => {
  const groupId = newId('grp');
  await stage.ask(createGroup, { accountId, by, groupId, group: { name: `Group ${groupId}`, permissions } });
  return groupId;
};
const told = async ({ accountId }: Firm) =>
  (await stage.ask(listSeatBuyers, { accountId })).items.map(({ userId }) => userId).sort();
const letterTo = async ({ accountId }: Firm, { id: userId }: User) =>
  (await stage.ask(getSeatBuyerLetter, { accountId, userId, product: 'core' })).letter;

it('global admins and those whose groups may order are told, nobody else of the firm and nobody of another', async () => {
  const [firm, other] = [await stage.signUp(), await stage.signUp()];
  const buyers = await group(firm, ['seats.purchase', 'users.read']);
  const readers = await group(firm, ['users.read']);
  const ben = await firm.join('ben', { groups: [buyers] });
  await firm.join('cat', { groups: [readers] });
  await firm.invite('dan', { groups: [buyers] });
  expect(await told(firm)).toEqual([firm.admin.id, ben.id].sort());
  expect(await told(other)).toEqual([other.admin.id]);
});

it('the letter goes to the address of that moment, and says how many wait', async () => {
  const firm = await stage.signUp(2);
  const buyers = await group(firm, ['seats.purchase']);
  const ben = await firm.join('ben', { groups: [buyers] });
  await firm.invite('cat', {}, { whenNoSeat: 'wait' });
  await firm.invite('dan', {}, { whenNoSeat: 'wait' });
  expect(await letterTo(firm, ben)).toMatchObject({
    sendTo: ben.email,
    accountName: 'Harbour Lane',
    waiting: 2,
  });
});

it('who has lost the permission, or was deactivated, gets no letter any more', async () => {
  const firm = await stage.signUp();
  const { accountId, by } = firm;
  const buyers = await group(firm, ['seats.purchase']);
  const [ben, cat] = [
    await firm.join('ben', { groups: [buyers] }),
    await firm.join('cat', { groups: [buyers] }),
  ];
  expect(await letterTo(firm, ben)).not.toBeNull();
  await stage.ask(updateUser, { accountId, by, userId: ben.id, changes: { groups: [] } });
  await stage.ask(deactivateUser, { accountId, by, userId: cat.id });
  expect(await letterTo(firm, ben)).toBeNull();
  expect(await letterTo(firm, cat)).toBeNull();
  expect(await told(firm)).toEqual([firm.admin.id]);
});
