import {
  createGroup,
  deactivateUser,
  getHandOverLetter,
  type HandOverSide,
  type Input,
  listHandOverReaders,
  updateUser,
  type User,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { type Firm, type Stage, startStage } from '../../testing/stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

type Plan = NonNullable<Input<typeof deactivateUser>['reassign']>['plan'];

/** Somebody with seven matters and two events who leaves and hands them over. */
async function handOver(
  firm: Firm,
  plan: Plan,
  by = firm.by,
): Promise<{ liam: User; reassignmentId: string }> {
  const liam = await firm.join('liam');
  stage.reassignment.own(liam.id, 'matter', 7);
  stage.reassignment.own(liam.id, 'event', 2);
  const reassignmentId = newId('rea');
  const { accountId } = firm;
  await stage.ask(deactivateUser, { accountId, by, userId: liam.id, reassign: { reassignmentId, plan } });
  return { liam, reassignmentId };
}
const told = async ({ accountId }: Firm, reassignmentId: string, side: HandOverSide) =>
  (await stage.ask(listHandOverReaders, { accountId, reassignmentId, side })).items;
const letter = async (
  { accountId }: Firm,
  { id: userId }: User,
  reassignmentId: string,
  side: HandOverSide,
) => (await stage.ask(getHandOverLetter, { accountId, userId, reassignmentId, side })).letter;
const address = ({ id: userId, email: sendTo }: User) => ({ userId, sendTo });
const change = (
  { accountId, by }: Firm,
  { id: userId }: User,
  changes: Input<typeof updateUser>['changes'],
) => stage.ask(updateUser, { accountId, by, userId, changes });

it('both sides are told: each receiver of what is theirs, and who ordered it of all', async () => {
  const firm = await stage.signUp();
  const [mei, nora] = [await firm.join('mei'), await firm.join('nora')];
  const plan = { to: mei.id, rules: [{ types: ['event'], to: nora.id }] };
  const { reassignmentId } = await handOver(firm, plan);
  for (const side of ['received', 'ordered'] as const)
    expect(await told(firm, reassignmentId, side)).toEqual([]);
  await stage.reassignment.end(reassignmentId, 'finished');

  expect(await told(firm, reassignmentId, 'received')).toEqual(
    expect.arrayContaining([address(mei), address(nora)]),
  );
  expect(await told(firm, reassignmentId, 'ordered')).toEqual([address(firm.admin)]);
  const about = { from: 'Liam Osei', isUndo: false, receivers: 2, skipped: 0 };
  expect(await letter(firm, mei, reassignmentId, 'received')).toMatchObject({
    ...about,
    sendTo: mei.email,
    moved: [{ type: 'matter', count: 7 }],
    receiversNamed: [],
  });
  expect(await letter(firm, firm.admin, reassignmentId, 'ordered')).toMatchObject({
    ...about,
    moved: expect.arrayContaining([
      { type: 'matter', count: 7 },
      { type: 'event', count: 2 },
    ]) as unknown,
    receiversNamed: expect.arrayContaining(['Mei Osei', 'Nora Osei']) as unknown,
  });
  expect(await letter(firm, mei, reassignmentId, 'ordered')).toBeNull();
  expect(await letter(firm, firm.admin, reassignmentId, 'received')).toBeNull();
});

it('who hands records over to themselves is told once', async () => {
  const firm = await stage.signUp();
  const { reassignmentId } = await handOver(firm, { to: firm.admin.id });
  await stage.reassignment.end(reassignmentId, 'finished');
  expect(await told(firm, reassignmentId, 'received')).toEqual([]);
  expect(await told(firm, reassignmentId, 'ordered')).toEqual([address(firm.admin)]);
});

it('nobody is told a name of somebody whom they may not see, nor what they may not read any more', async () => {
  const firm = await stage.signUp();
  const { accountId, by } = firm;
  const groupId = newId('grp');
  const permissions = ['users.read', 'users.deactivate', 'records.reassign', 'records.read'] as const;
  await stage.ask(createGroup, {
    ...{ accountId, by, groupId },
    group: { name: 'Leavers', permissions: [...permissions] },
  });
  const clerk = await firm.join('clerk', { groups: [groupId] });
  const mei = await firm.join('mei', { visibility: 'self' });
  const { reassignmentId } = await handOver(firm, { to: mei.id }, userActor(clerk.id));
  await stage.reassignment.end(reassignmentId, 'finished');
  expect(await letter(firm, mei, reassignmentId, 'received')).toMatchObject({ from: null });
  expect(await letter(firm, clerk, reassignmentId, 'ordered')).toMatchObject({
    from: 'Liam Osei',
    receiversNamed: ['Mei Osei'],
  });
  await change(firm, clerk, { visibility: 'self' });
  expect(await letter(firm, clerk, reassignmentId, 'ordered')).toMatchObject({
    from: null,
    receivers: 1,
    receiversNamed: [],
  });
  await change(firm, clerk, { groups: [] });
  expect(await letter(firm, clerk, reassignmentId, 'ordered')).toBeNull();
  expect(await told(firm, reassignmentId, 'ordered')).toEqual([]);
});

it('who has left meanwhile is told nothing', async () => {
  const firm = await stage.signUp();
  const mei = await firm.join('mei');
  const { reassignmentId } = await handOver(firm, { to: mei.id });
  await stage.reassignment.end(reassignmentId, 'finished');
  await stage.ask(deactivateUser, { accountId: firm.accountId, by: firm.by, userId: mei.id });
  expect(await told(firm, reassignmentId, 'received')).toEqual([]);
  expect(await letter(firm, mei, reassignmentId, 'received')).toBeNull();
  expect(await told(firm, reassignmentId, 'ordered')).toEqual([address(firm.admin)]);
});

it('nobody is told of what failed, moved nothing, was given back, or is not known', async () => {
  const firm = await stage.signUp(6);
  const mei = await firm.join('mei');
  const all = async (reassignmentId: string) => [
    ...(await told(firm, reassignmentId, 'received')),
    ...(await told(firm, reassignmentId, 'ordered')),
  ];
  const failed = await handOver(firm, { to: mei.id });
  await stage.reassignment.end(failed.reassignmentId, 'failed', 'Mei has left.');
  expect(await all(failed.reassignmentId)).toEqual([]);
  expect(await all(newId('rea'))).toEqual([]);

  const nora = await firm.join('nora');
  const empty = newId('rea');
  const reassign = { reassignmentId: empty, plan: { to: mei.id } };
  await stage.ask(deactivateUser, { accountId: firm.accountId, by: firm.by, userId: nora.id, reassign });
  await stage.reassignment.end(empty, 'finished');
  expect(await all(empty)).toEqual([]);
});

it('an undo is told as one, with what stayed; and what it gives back is told no more', async () => {
  const firm = await stage.signUp();
  const mei = await firm.join('mei');
  const { reassignmentId } = await handOver(firm, { to: mei.id });
  const bound = { manifest: 'm1', previewed: 9, skipped: 3 };
  await stage.reassignment.end(reassignmentId, 'finished', null, { undoes: newId('rea'), bound });
  expect(await letter(firm, mei, reassignmentId, 'received')).toMatchObject({ isUndo: true, skipped: 0 });
  expect(await letter(firm, firm.admin, reassignmentId, 'ordered')).toMatchObject({
    isUndo: true,
    skipped: 3,
  });
  stage.reassignment.undo(reassignmentId);
  expect(await letter(firm, mei, reassignmentId, 'received')).toBeNull();
  expect(await told(firm, reassignmentId, 'ordered')).toEqual([]);
});
