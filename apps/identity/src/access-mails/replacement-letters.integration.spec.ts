import {
  deactivateUser,
  getReplacementLetter,
  placeTaken,
  replaceUser,
  type User,
  userReplaced,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { type Firm, type Stage, startStage } from '../../testing/stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

const replace = (
  { accountId, by }: Firm,
  { id: userId }: User,
  how: Pick<Parameters<typeof stage.ask<typeof replaceUser>>[1], 'replacement'> & { reassignmentId?: string },
) =>
  stage.ask(replaceUser, { accountId, by, userId, newUserId: newId('usr'), commandId: newId('cmd'), ...how });
const told = ({ accountId }: Firm) => stage.heard.of(placeTaken, accountId);
const letter = async (firm: Firm, { id: userId }: User) => {
  await eventually(() => expect(told(firm)).toHaveLength(1));
  const replacementId = told(firm)[0]?.replacementId ?? '';
  return (await stage.ask(getReplacementLetter, { accountId: firm.accountId, userId, replacementId })).letter;
};

it('who takes a place is told once what came with it, and nobody else may ask for that', async () => {
  const firm = await stage.signUp(6);
  await stage.licensing.purchase(firm.accountId, 'contract', 1);
  const liam = await firm.join('liam', { products: ['core', 'contract'] });
  const mei = await firm.join('mei');
  for (const name of ['one', 'two']) await firm.join(name, { reportsTo: liam.id });
  const command = { replacement: { userId: mei.id }, reassignmentId: newId('rea'), commandId: newId('cmd') };
  await race(3, () => replace(firm, liam, command));
  expect(await letter(firm, mei)).toMatchObject({
    sendTo: mei.email,
    replaced: 'Liam Osei',
    products: ['contract'],
    directReports: 2,
    groupsManaged: [],
    hasRecords: true,
  });
  expect(told(firm)).toMatchObject([{ userId: mei.id, sendTo: mei.email, actor: firm.by }]);
  expect(await letter(firm, liam)).toBeNull();
  expect(await letter(firm, firm.admin)).toBeNull();
});

it('whom the successor may not look at has no name in it', async () => {
  const firm = await stage.signUp();
  const [liam, mei] = [await firm.join('liam'), await firm.join('mei', { visibility: 'self' })];
  await replace(firm, liam, { replacement: { userId: mei.id } });
  expect(await letter(firm, mei)).toMatchObject({ sendTo: mei.email, replaced: null, hasRecords: false });
});

it('who was deactivated meanwhile is told nothing', async () => {
  const firm = await stage.signUp();
  const [liam, mei] = [await firm.join('liam'), await firm.join('mei')];
  await replace(firm, liam, { replacement: { userId: mei.id } });
  await stage.ask(deactivateUser, { accountId: firm.accountId, by: firm.by, userId: mei.id });
  expect(await letter(firm, mei)).toBeNull();
});

it('who comes new, or has not accepted an invitation, has that of the invitation alone', async () => {
  const firm = await stage.signUp();
  const [liam, mei, nora] = [await firm.join('liam'), await firm.invite('mei'), await firm.join('nora')];
  const newUser = { username: `olga@${firm.slug}.example`, firstName: 'Olga', lastName: 'Sato' };
  await replace(firm, liam, { replacement: { userId: mei.id } });
  await replace(firm, nora, { replacement: { newUser } });
  await eventually(() => expect(stage.heard.of(userReplaced, firm.accountId)).toHaveLength(2));
  const pia = await firm.join('pia');
  const zoe = await firm.join('zoe');
  await replace(firm, pia, { replacement: { userId: zoe.id } });
  await eventually(() => expect(told(firm)).toMatchObject([{ userId: zoe.id }]));
});
